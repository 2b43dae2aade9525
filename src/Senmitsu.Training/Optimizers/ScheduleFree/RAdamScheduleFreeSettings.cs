using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.Optimizers.OptimizerConstants>;

namespace Senmitsu.Training.Optimizers.ScheduleFree;

/// <summary>Constants of <see cref="RAdamScheduleFree"/>; defaults as schedulefree.</summary>
public sealed record RAdamScheduleFreeSettings : OptimizerConstants
{
    private static readonly Argument[] Table =
    [
        Argument.Tuple<RAdamScheduleFreeSettings>("betas", s => [s.Beta1, s.Beta2], (s, v) => s with { Beta1 = v[0], Beta2 = v[1] }, 2, NumberRule.Inside),
        Argument.Number<RAdamScheduleFreeSettings>("eps", s => s.Epsilon, (s, v) => s with { Epsilon = v }, NumberRule.NonNegative),
        Argument.Number<RAdamScheduleFreeSettings>("weight_decay", s => s.WeightDecay, (s, v) => s with { WeightDecay = v }, NumberRule.NonNegative),
        Argument.Number<RAdamScheduleFreeSettings>("r", s => s.AveragePower, (s, v) => s with { AveragePower = v }, NumberRule.NonNegative),
        Argument.Number<RAdamScheduleFreeSettings>("weight_lr_power", s => s.RatePower, (s, v) => s with { RatePower = v }, NumberRule.NonNegative),
        Argument.Flag<RAdamScheduleFreeSettings>("silent_sgd_phase", s => s.WaitsForVariance, (s, v) => s with { WaitsForVariance = v }),
    ];

    /// <summary>Where between base and average the gradient is taken. Default 0.9, 0…1.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of squared gradients. Default 0.999, 0…1.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of that mean. Default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Weight decay at the weights trained with. Default 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>r: update t counts t^r in the average. Default 0.</summary>
    public double AveragePower { get; init; }

    /// <summary>Updates count their rate to this power in the average. Default 2.</summary>
    public double RatePower { get; init; } = 2;

    /// <summary>The first updates, too few to know the gradient's variance, change no weight. Default true; false = plain gradient steps.</summary>
    public bool WaitsForVariance { get; init; } = true;

    /// <inheritdoc/>
    internal override IReadOnlyList<LiteralArgument<OptimizerConstants>> Arguments => Table;
}
