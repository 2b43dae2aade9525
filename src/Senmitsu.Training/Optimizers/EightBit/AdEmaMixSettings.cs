using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.Optimizers.OptimizerConstants>;

namespace Senmitsu.Training.Optimizers.EightBit;

/// <summary>Constants of <see cref="AdEmaMix8bit"/>; names and defaults as bitsandbytes.</summary>
public sealed record AdEmaMixSettings : OptimizerConstants
{
    private static readonly Argument[] Table =
    [
        Argument.Tuple<AdEmaMixSettings>("betas", s => [s.Beta1, s.Beta2, s.Beta3], (s, v) => s with { Beta1 = v[0], Beta2 = v[1], Beta3 = v[2] }, 3, NumberRule.Inside),
        Argument.Number<AdEmaMixSettings>("alpha", s => s.Mix, (s, v) => s with { Mix = v }, NumberRule.NonNegative),
        Argument.OptionalNumber<AdEmaMixSettings>("t_alpha", s => s.MixWarmup, (s, v) => s with { MixWarmup = v }, NumberRule.WholePositive),
        Argument.OptionalNumber<AdEmaMixSettings>("t_beta3", s => s.Beta3Warmup, (s, v) => s with { Beta3Warmup = v }, NumberRule.WholePositive),
        Argument.Number<AdEmaMixSettings>("eps", s => s.Epsilon, (s, v) => s with { Epsilon = v }, NumberRule.NonNegative),
        Argument.Number<AdEmaMixSettings>("weight_decay", s => s.WeightDecay, (s, v) => s with { WeightDecay = v }, NumberRule.NonNegative),
    ];

    /// <summary>Decay of the fast mean of gradients. Default 0.9, 0…1.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of squared gradients. Default 0.999, 0…1.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Decay of the slow mean of gradients. Default 0.9999, 0…1.</summary>
    public double Beta3 { get; init; } = 0.9999;

    /// <summary>α, how much the slow mean counts beside the fast one. Default 5.</summary>
    public double Mix { get; init; } = 5;

    /// <summary>Updates until <see cref="Mix"/> counts fully; null = from the start.</summary>
    public double? MixWarmup { get; init; }

    /// <summary>Updates until <see cref="Beta3"/> has grown from <see cref="Beta1"/> to its value; null = from the start.</summary>
    public double? Beta3Warmup { get; init; }

    /// <summary>Added to the root of the mean of squares. Default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Decoupled weight decay. Default 0.01; 0 turns it off.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <inheritdoc/>
    internal override IReadOnlyList<LiteralArgument<OptimizerConstants>> Arguments => Table;
}
