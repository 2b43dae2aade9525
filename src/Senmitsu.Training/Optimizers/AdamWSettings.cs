using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.Optimizers.OptimizerConstants>;

namespace Senmitsu.Training.Optimizers;

/// <summary>Constants of <see cref="AdamW"/>; defaults as torch.optim.AdamW.</summary>
public sealed record AdamWSettings : OptimizerConstants
{
    private static readonly Argument[] Table =
    [
        Argument.Tuple<AdamWSettings>("betas", s => [s.Beta1, s.Beta2], (s, v) => s with { Beta1 = v[0], Beta2 = v[1] }, 2, NumberRule.Decay),
        Argument.Number<AdamWSettings>("eps", s => s.Epsilon, (s, v) => s with { Epsilon = v }, NumberRule.NonNegative),
        Argument.Number<AdamWSettings>("weight_decay", s => s.WeightDecay, (s, v) => s with { WeightDecay = v }, NumberRule.NonNegative),
    ];

    /// <summary>Decay of the mean of gradients. Default 0.9, 0…1.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of squared gradients. Default 0.999, 0…1.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second mean. Default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Decoupled weight decay. Default 0.01; 0 turns it off.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <inheritdoc/>
    internal override IReadOnlyList<LiteralArgument<OptimizerConstants>> Arguments => Table;
}
