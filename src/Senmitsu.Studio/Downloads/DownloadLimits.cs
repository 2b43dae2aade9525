namespace Senmitsu.Studio.Downloads;

/// <summary>How patient a download is.</summary>
public sealed record DownloadLimits
{
    /// <summary>Tries per file, each going on where the one before stopped. Default 4.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>Pause before the second try, doubled before each further one. Default one second.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest silence of the server, before its answer and within it. Default 30 seconds.</summary>
    public TimeSpan MaxSilence { get; init; } = TimeSpan.FromSeconds(30);
}
