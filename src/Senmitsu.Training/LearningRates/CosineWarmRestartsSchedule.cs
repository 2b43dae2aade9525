using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.LearningRates.TorchSchedule>;

namespace Senmitsu.Training.LearningRates;

/// <summary>torch's <c>CosineAnnealingWarmRestarts</c>: half cosine waves, each some times as long as the one before (Loshchilov and Hutter 2016, 1608.03983).</summary>
public sealed record CosineWarmRestartsSchedule : TorchSchedule
{
    private static readonly Argument[] Table =
    [
        Argument.Count<CosineWarmRestartsSchedule>("T_0", s => s.FirstPeriod, (s, v) => s with { FirstPeriod = v }, NumberRule.WholePositive),
        Argument.Count<CosineWarmRestartsSchedule>("T_mult", s => s.Stretch, (s, v) => s with { Stretch = v }, NumberRule.WholePositive),
        Argument.Number<CosineWarmRestartsSchedule>("eta_min", s => s.LeastRate, (s, v) => s with { LeastRate = v }, NumberRule.NonNegative),
    ];

    /// <summary>Updates of the first wave. Required.</summary>
    public int FirstPeriod { get; init; }

    /// <summary>Length of each wave over the one before. Default 1.</summary>
    public int Stretch { get; init; } = 1;

    /// <summary>Rate at the bottom. Default 0.</summary>
    public double LeastRate { get; init; }

    internal override string Name => "CosineAnnealingWarmRestarts";

    internal override IReadOnlyList<LiteralArgument<TorchSchedule>> Arguments => Table;

    /// <inheritdoc/>
    public override double Rate(double baseRate, int trainingStep)
    {
        var (start, period) = (0L, (long)FirstPeriod);
        while (trainingStep >= start + period) (start, period) = (start + period, period * Stretch);
        return LeastRate + (baseRate - LeastRate) * (1 + Math.Cos(Math.PI * (trainingStep - start) / period)) / 2;
    }
}
