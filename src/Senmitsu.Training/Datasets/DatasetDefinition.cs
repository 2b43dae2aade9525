using Senmitsu.Numerics.Images;

namespace Senmitsu.Training.Datasets;

/// <summary>Folders that share sizes and batches; a run has one or several.</summary>
public sealed record DatasetDefinition
{
    /// <summary>Which sizes pictures are trained at.</summary>
    public BucketSettings Buckets { get; init; } = new();

    /// <summary>Pictures per batch, at least 1.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>How pictures are scaled where a folder says nothing else; null chooses by direction.</summary>
    public ResizeInterpolation? Interpolation { get; init; }

    /// <summary>Share of each folder's pictures that is set aside; null = as the run says.</summary>
    public double? ValidationSplit { get; init; }

    /// <summary>Decides which pictures are set aside; null = as the run says.</summary>
    public long? ValidationSeed { get; init; }

    /// <summary>Strength of the network, which training of Stable Diffusion 1.x and 2.x does not look at; default 1.</summary>
    public double NetworkMultiplier { get; init; } = 1;

    /// <summary>The folders in order.</summary>
    public IReadOnlyList<SubsetDefinition> Subsets { get; init; } = [];
}
