using Senmitsu.Training;

namespace Senmitsu.Studio.Jobs.Kinds;

/// <summary>All that is known of the trial of a training at one moment.</summary>
public sealed record EstimateProgress : JobProgress
{
    /// <summary>What the training will cost; <see langword="null"/> until it is known, and after a restart.</summary>
    public TrainingEstimate? Estimate { get; init; }
}
