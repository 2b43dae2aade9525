namespace Senmitsu.Studio.Jobs.Kinds;

/// <summary>All that is known of an enlarging of pictures at one moment.</summary>
public sealed record UpscaleProgress : JobProgress
{
    /// <summary>Pictures finished.</summary>
    public int Done { get; init; }

    /// <summary>Pictures in all; 0 before that is known.</summary>
    public int Pictures { get; init; }
}
