using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.LearningRates.TorchSchedule>;

namespace Senmitsu.Training.LearningRates;

/// <summary>torch's <c>MultiStepLR</c>: the rate is multiplied by a factor at given updates.</summary>
public sealed record MultiStepSchedule : TorchSchedule
{
    private static readonly Argument[] Table =
    [
        new("milestones", s => Milestones((MultiStepSchedule)s), (s, v) => With((MultiStepSchedule)s, v), v => v is double[] { Length: > 0 } list && list.All(NumberRule.Whole.Holds), "must be a list of whole numbers"),
        Argument.Number<MultiStepSchedule>("gamma", s => s.Factor, (s, v) => s with { Factor = v }, NumberRule.NonNegative),
    ];

    /// <summary>Updates at which the rate changes. Required.</summary>
    public IReadOnlyList<int> Changes { get; init; } = [];

    /// <summary>γ. Default 0.1.</summary>
    public double Factor { get; init; } = 0.1;

    internal override string Name => "MultiStepLR";

    internal override IReadOnlyList<LiteralArgument<TorchSchedule>> Arguments => Table;

    /// <inheritdoc/>
    public override double Rate(double baseRate, int trainingStep) => baseRate * Math.Pow(Factor, Changes.Count(change => change <= trainingStep));

    /// <summary>Schedules are equal if they give equal rates.</summary>
    public bool Equals(MultiStepSchedule? other) => other is not null && other.Factor == Factor && other.Changes.SequenceEqual(Changes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Factor, Changes.Count);

    private static double[] Milestones(MultiStepSchedule schedule) => [.. schedule.Changes.Select(change => (double)change)];

    private static MultiStepSchedule? With(MultiStepSchedule schedule, object? value)
    {
        double[] changes = value switch { double one => [one], double[] list => list, _ => [] };
        return changes.Length > 0 && changes.All(NumberRule.Whole.Holds) ? schedule with { Changes = [.. changes.Select(change => (int)change)] } : null;
    }
}
