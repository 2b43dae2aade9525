using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.LearningRates.TorchSchedule>;

namespace Senmitsu.Training.LearningRates;

/// <summary>torch's <c>StepLR</c>: the rate is multiplied by a factor every so many updates.</summary>
public sealed record StepSchedule : TorchSchedule
{
    private static readonly Argument[] Table =
    [
        Argument.Count<StepSchedule>("step_size", s => s.Period, (s, v) => s with { Period = v }, NumberRule.WholePositive),
        Argument.Number<StepSchedule>("gamma", s => s.Factor, (s, v) => s with { Factor = v }, NumberRule.NonNegative),
    ];

    /// <summary>Updates between two changes. Required.</summary>
    public int Period { get; init; }

    /// <summary>γ. Default 0.1.</summary>
    public double Factor { get; init; } = 0.1;

    internal override string Name => "StepLR";

    internal override IReadOnlyList<LiteralArgument<TorchSchedule>> Arguments => Table;

    /// <inheritdoc/>
    public override double Rate(double baseRate, int trainingStep) => baseRate * Math.Pow(Factor, trainingStep / Period);
}
