using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.LearningRates.TorchSchedule>;

namespace Senmitsu.Training.LearningRates;

/// <summary>torch's <c>ExponentialLR</c>: every update multiplies the rate by a factor.</summary>
public sealed record ExponentialSchedule : TorchSchedule
{
    private static readonly Argument[] Table = [Argument.Number<ExponentialSchedule>("gamma", s => s.Factor, (s, v) => s with { Factor = v }, NumberRule.Positive)];

    /// <summary>γ. Required.</summary>
    public double Factor { get; init; }

    internal override string Name => "ExponentialLR";

    internal override IReadOnlyList<LiteralArgument<TorchSchedule>> Arguments => Table;

    /// <inheritdoc/>
    public override double Rate(double baseRate, int trainingStep) => baseRate * Math.Pow(Factor, trainingStep);
}
