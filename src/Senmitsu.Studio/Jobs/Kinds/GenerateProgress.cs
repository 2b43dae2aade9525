namespace Senmitsu.Studio.Jobs.Kinds;

/// <summary>All that is known of a generation at one moment.</summary>
public sealed record GenerateProgress : JobProgress
{
    /// <summary>Sampling steps done of the present pass.</summary>
    public int Step { get; init; }

    /// <summary>Sampling steps of the present pass, 0 before the first.</summary>
    public int Steps { get; init; }

    /// <summary>Pass of the present batch, from 1; 2 is a hires fix.</summary>
    public int Pass { get; init; } = 1;

    /// <summary>Passes of a batch.</summary>
    public int Passes { get; init; } = 1;

    /// <summary>Pictures finished or left out.</summary>
    public int Done { get; init; }

    /// <summary>Pictures in all; 0 before that is known.</summary>
    public int Pictures { get; init; }
}
