using Senmitsu.Generation;

namespace Senmitsu.Studio.Jobs.Kinds;

/// <summary>Whether and how pictures in the making are shown.</summary>
public sealed record LivePreviewSettings
{
    /// <summary>A1111's <c>show_progress_every_n_steps</c>: steps from one preview to the next; 0 or less for none. Default 10, as there.</summary>
    public int EveryNSteps { get; init; } = 10;

    /// <summary>A1111's <c>show_progress_type</c>. Default by the model.</summary>
    public LivePreviewMethod Method { get; init; } = LivePreviewMethod.Automatic;
}
