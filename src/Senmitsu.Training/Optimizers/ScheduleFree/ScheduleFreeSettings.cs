using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.Optimizers.OptimizerConstants>;

namespace Senmitsu.Training.Optimizers.ScheduleFree;

/// <summary>Constants of <see cref="AdamWScheduleFree"/>; defaults as schedulefree.</summary>
public sealed record ScheduleFreeSettings : OptimizerConstants
{
    private static readonly Argument[] Table =
    [
        Argument.Tuple<ScheduleFreeSettings>("betas", s => [s.Beta1, s.Beta2], (s, v) => s with { Beta1 = v[0], Beta2 = v[1] }, 2, NumberRule.Inside),
        Argument.Number<ScheduleFreeSettings>("eps", s => s.Epsilon, (s, v) => s with { Epsilon = v }, NumberRule.NonNegative),
        Argument.Number<ScheduleFreeSettings>("weight_decay", s => s.WeightDecay, (s, v) => s with { WeightDecay = v }, NumberRule.NonNegative),
        Argument.Count<ScheduleFreeSettings>("warmup_steps", s => s.WarmupSteps, (s, v) => s with { WarmupSteps = v }, NumberRule.Whole),
        Argument.Number<ScheduleFreeSettings>("r", s => s.AveragePower, (s, v) => s with { AveragePower = v }, NumberRule.NonNegative),
        Argument.Number<ScheduleFreeSettings>("weight_lr_power", s => s.RatePower, (s, v) => s with { RatePower = v }, NumberRule.NonNegative),
    ];

    /// <summary>Where between base and average the gradient is taken. Default 0.9, 0…1.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of squared gradients. Default 0.999, 0…1.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of that mean. Default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Weight decay at the weights trained with. Default 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Updates over which the rate rises. Default 0.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>r: update t counts t^r in the average. Default 0.</summary>
    public double AveragePower { get; init; }

    /// <summary>Updates count their rate to this power in the average. Default 2.</summary>
    public double RatePower { get; init; } = 2;

    /// <inheritdoc/>
    internal override IReadOnlyList<LiteralArgument<OptimizerConstants>> Arguments => Table;
}
