using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.LearningRates.TorchSchedule>;

namespace Senmitsu.Training.LearningRates;

/// <summary>torch's <c>PolynomialLR</c>: falls to 0 with a power of the remaining part.</summary>
public sealed record PolynomialSchedule : TorchSchedule
{
    private static readonly Argument[] Table =
    [
        Argument.Count<PolynomialSchedule>("total_iters", s => s.Length, (s, v) => s with { Length = v }, NumberRule.WholePositive),
        Argument.Number<PolynomialSchedule>("power", s => s.Power, (s, v) => s with { Power = v }, NumberRule.NonNegative),
    ];

    /// <summary>Updates until 0. Default 5.</summary>
    public int Length { get; init; } = 5;

    /// <summary>Exponent. Default 1.</summary>
    public double Power { get; init; } = 1;

    internal override string Name => "PolynomialLR";

    internal override IReadOnlyList<LiteralArgument<TorchSchedule>> Arguments => Table;

    /// <inheritdoc/>
    public override double Rate(double baseRate, int trainingStep) => baseRate * Math.Pow(1 - (double)Math.Min(trainingStep, Length) / Length, Power);
}
