namespace Senmitsu.Cli;

/// <summary>What the program tells its caller.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Something failed that is not the user's input.</summary>
    public const int Failed = 1;

    /// <summary>Something the user gave cannot be used.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped by the user.</summary>
    public const int Stopped = 130;
}
