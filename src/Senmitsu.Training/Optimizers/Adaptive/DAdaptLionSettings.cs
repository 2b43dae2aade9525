using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.Optimizers.OptimizerConstants>;

namespace Senmitsu.Training.Optimizers.Adaptive;

/// <summary>Constants of <see cref="DAdaptLion"/>; defaults as dadaptation.</summary>
public sealed record DAdaptLionSettings : OptimizerConstants
{
    private static readonly Argument[] Table =
    [
        Argument.Tuple<DAdaptLionSettings>("betas", s => [s.Beta1, s.Beta2], (s, v) => s with { Beta1 = v[0], Beta2 = v[1] }, 2, NumberRule.Decay),
        Argument.Number<DAdaptLionSettings>("weight_decay", s => s.WeightDecay, (s, v) => s with { WeightDecay = v }, NumberRule.NonNegative),
        Argument.Number<DAdaptLionSettings>("d0", s => s.InitialStepSize, (s, v) => s with { InitialStepSize = v }, NumberRule.Positive),
    ];

    /// <summary>Share of the momentum in the update. Default 0.9, 0…1.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the momentum. Default 0.99, 0…1.</summary>
    public double Beta2 { get; init; } = 0.99;

    /// <summary>Decoupled weight decay. Default 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>First d. Default 1e-6.</summary>
    public double InitialStepSize { get; init; } = 1e-6;

    /// <inheritdoc/>
    internal override IReadOnlyList<LiteralArgument<OptimizerConstants>> Arguments => Table;
}
