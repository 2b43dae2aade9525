using System.Collections.Immutable;
using Senmitsu.Training.Events;

namespace Senmitsu.Studio.Jobs.Kinds;

/// <summary>All that is known of a training at one moment.</summary>
public sealed record TrainProgress : JobProgress
{
    /// <summary>Updates done, also those before an interruption.</summary>
    public int Step { get; init; }

    /// <summary>Updates of the whole run; 0 before that is known.</summary>
    public int Steps { get; init; }

    /// <summary>Epoch, from 1; 0 before the first.</summary>
    public int Epoch { get; init; }

    /// <summary>Epochs of the whole run; 0 before that is known.</summary>
    public int Epochs { get; init; }

    /// <summary>Pictures encoded before the first step.</summary>
    public int Encoded { get; init; }

    /// <summary>Pictures to encode; 0 before that is known.</summary>
    public int ToEncode { get; init; }

    /// <summary>The last update: loss, rates, norm; <see langword="null"/> before the first of this session.</summary>
    public StepFinished? Last { get; init; }

    /// <summary>Updates per second in this session; <see langword="null"/> before the first.</summary>
    public double? StepsPerSecond { get; init; }

    /// <summary>Losses on pictures that are not trained, oldest first, of this session.</summary>
    public ImmutableList<ValidationFinished> Validations { get; init; } = [];

    /// <summary>Updates done when the newest state was saved: from there it would go on; <see langword="null"/> without one.</summary>
    public int? SavedStep { get; init; }
}
