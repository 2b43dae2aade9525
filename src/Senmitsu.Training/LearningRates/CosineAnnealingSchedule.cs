using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.LearningRates.TorchSchedule>;

namespace Senmitsu.Training.LearningRates;

/// <summary>torch's <c>CosineAnnealingLR</c>: half a cosine wave down, half a wave up, and so on (Loshchilov and Hutter 2016, 1608.03983, eq. 5).</summary>
public sealed record CosineAnnealingSchedule : TorchSchedule
{
    private static readonly Argument[] Table =
    [
        Argument.Count<CosineAnnealingSchedule>("T_max", s => s.HalfPeriod, (s, v) => s with { HalfPeriod = v }, NumberRule.WholePositive),
        Argument.Number<CosineAnnealingSchedule>("eta_min", s => s.LeastRate, (s, v) => s with { LeastRate = v }, NumberRule.NonNegative),
    ];

    /// <summary>Updates of half a wave. Required.</summary>
    public int HalfPeriod { get; init; }

    /// <summary>Rate at the bottom. Default 0.</summary>
    public double LeastRate { get; init; }

    internal override string Name => "CosineAnnealingLR";

    internal override IReadOnlyList<LiteralArgument<TorchSchedule>> Arguments => Table;

    /// <inheritdoc/>
    public override double Rate(double baseRate, int trainingStep) => LeastRate + (baseRate - LeastRate) * (1 + Math.Cos(Math.PI * trainingStep / HalfPeriod)) / 2;
}
