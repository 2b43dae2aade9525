using Senmitsu.Training.Settings;

namespace Senmitsu.Training.LearningRates;

/// <summary>A schedule of <c>torch.optim.lr_scheduler</c>, chosen by <c>lr_scheduler_type</c>.</summary>
public abstract record TorchSchedule : ILearningRateSchedule
{
    /// <summary>Name of its class.</summary>
    internal abstract string Name { get; }

    /// <summary>The keys of <c>lr_scheduler_args</c>.</summary>
    internal abstract IReadOnlyList<LiteralArgument<TorchSchedule>> Arguments { get; }

    /// <inheritdoc/>
    public abstract double Rate(double baseRate, int trainingStep);
}
