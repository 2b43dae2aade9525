using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.Optimizers.OptimizerConstants>;

namespace Senmitsu.Training.Optimizers.ScheduleFree;

/// <summary>Constants of <see cref="SgdScheduleFree"/>; defaults as schedulefree.</summary>
public sealed record SgdScheduleFreeSettings : OptimizerConstants
{
    private static readonly Argument[] Table =
    [
        Argument.Number<SgdScheduleFreeSettings>("momentum", s => s.Momentum, (s, v) => s with { Momentum = v }, NumberRule.Inside),
        Argument.Number<SgdScheduleFreeSettings>("weight_decay", s => s.WeightDecay, (s, v) => s with { WeightDecay = v }, NumberRule.NonNegative),
        Argument.Count<SgdScheduleFreeSettings>("warmup_steps", s => s.WarmupSteps, (s, v) => s with { WarmupSteps = v }, NumberRule.Whole),
        Argument.Number<SgdScheduleFreeSettings>("r", s => s.AveragePower, (s, v) => s with { AveragePower = v }, NumberRule.NonNegative),
        Argument.Number<SgdScheduleFreeSettings>("weight_lr_power", s => s.RatePower, (s, v) => s with { RatePower = v }, NumberRule.NonNegative),
    ];

    /// <summary>Where between base and average the gradient is taken. Default 0.9, 0…1.</summary>
    public double Momentum { get; init; } = 0.9;

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
