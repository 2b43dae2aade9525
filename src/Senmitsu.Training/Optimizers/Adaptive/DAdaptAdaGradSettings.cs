using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.Optimizers.OptimizerConstants>;

namespace Senmitsu.Training.Optimizers.Adaptive;

/// <summary>Constants of <see cref="DAdaptAdaGrad"/>; defaults as dadaptation.</summary>
public sealed record DAdaptAdaGradSettings : OptimizerConstants
{
    private static readonly Argument[] Table =
    [
        Argument.Number<DAdaptAdaGradSettings>("momentum", s => s.Momentum, (s, v) => s with { Momentum = v }, NumberRule.Decay),
        Argument.Number<DAdaptAdaGradSettings>("eps", s => s.Epsilon, (s, v) => s with { Epsilon = v }, NumberRule.Positive),
        Argument.Number<DAdaptAdaGradSettings>("weight_decay", s => s.WeightDecay, (s, v) => s with { WeightDecay = v }, NumberRule.NonNegative),
        Argument.Number<DAdaptAdaGradSettings>("d0", s => s.InitialStepSize, (s, v) => s with { InitialStepSize = v }, NumberRule.Positive),
        Argument.Number<DAdaptAdaGradSettings>("growth_rate", s => s.GrowthRate, (s, v) => s with { GrowthRate = v }, NumberRule.Growth),
    ];

    /// <summary>Share of the old weights in the new ones. Default 0, 0…1.</summary>
    public double Momentum { get; init; }

    /// <summary>Added to the root of the sum of squares. Default 1e-6.</summary>
    public double Epsilon { get; init; } = 1e-6;

    /// <summary>Weight decay as part of the gradient. Default 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>First d. Default 1e-6.</summary>
    public double InitialStepSize { get; init; } = 1e-6;

    /// <summary>Most that d grows by in one step. Default unlimited.</summary>
    public double GrowthRate { get; init; } = double.PositiveInfinity;

    /// <inheritdoc/>
    internal override IReadOnlyList<LiteralArgument<OptimizerConstants>> Arguments => Table;
}
