using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.Optimizers.OptimizerConstants>;

namespace Senmitsu.Training.Optimizers;

/// <summary>Constants of <see cref="SgdNesterov"/>; the momentum's default is sd-scripts'.</summary>
public sealed record SgdSettings : OptimizerConstants
{
    private static readonly Argument[] Table =
    [
        Argument.Number<SgdSettings>("momentum", s => s.Momentum, (s, v) => s with { Momentum = v }, NumberRule.Positive),
        Argument.Number<SgdSettings>("weight_decay", s => s.WeightDecay, (s, v) => s with { WeightDecay = v }, NumberRule.NonNegative),
    ];

    /// <summary>Decay of the sum of gradients. Default 0.9, 0…1.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay as part of the gradient. Default 0.</summary>
    public double WeightDecay { get; init; }

    /// <inheritdoc/>
    internal override IReadOnlyList<LiteralArgument<OptimizerConstants>> Arguments => Table;
}
