using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.Optimizers.OptimizerConstants>;

namespace Senmitsu.Training.Optimizers.Adaptive;

/// <summary>Constants of <see cref="DAdaptAdan"/>; defaults as dadaptation.</summary>
public sealed record DAdaptAdanSettings : OptimizerConstants
{
    private static readonly Argument[] Table =
    [
        Argument.Tuple<DAdaptAdanSettings>("betas", s => [s.Beta1, s.Beta2, s.Beta3], (s, v) => s with { Beta1 = v[0], Beta2 = v[1], Beta3 = v[2] }, 3, NumberRule.Decay),
        Argument.Number<DAdaptAdanSettings>("eps", s => s.Epsilon, (s, v) => s with { Epsilon = v }, NumberRule.Positive),
        Argument.Number<DAdaptAdanSettings>("weight_decay", s => s.WeightDecay, (s, v) => s with { WeightDecay = v }, NumberRule.NonNegative),
        Argument.Flag<DAdaptAdanSettings>("no_prox", s => s.DecaysBefore, (s, v) => s with { DecaysBefore = v }),
        Argument.Number<DAdaptAdanSettings>("d0", s => s.InitialStepSize, (s, v) => s with { InitialStepSize = v }, NumberRule.Positive),
        Argument.Number<DAdaptAdanSettings>("growth_rate", s => s.GrowthRate, (s, v) => s with { GrowthRate = v }, NumberRule.Growth),
    ];

    /// <summary>Decay of the mean of gradients. Default 0.98, 0…1.</summary>
    public double Beta1 { get; init; } = 0.98;

    /// <summary>Decay of the mean of gradient differences. Default 0.92, 0…1.</summary>
    public double Beta2 { get; init; } = 0.92;

    /// <summary>Decay of the mean of squares. Default 0.99, 0…1.</summary>
    public double Beta3 { get; init; } = 0.99;

    /// <summary>Added to the root of the mean of squares. Default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Weight decay. Default 0.02.</summary>
    public double WeightDecay { get; init; } = 0.02;

    /// <summary>Decay by a factor before the step, as AdamW, rather than by a division after it. Default false.</summary>
    public bool DecaysBefore { get; init; }

    /// <summary>First d. Default 1e-6.</summary>
    public double InitialStepSize { get; init; } = 1e-6;

    /// <summary>Most that d grows by in one step. Default unlimited.</summary>
    public double GrowthRate { get; init; } = double.PositiveInfinity;

    /// <inheritdoc/>
    internal override IReadOnlyList<LiteralArgument<OptimizerConstants>> Arguments => Table;
}
