using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.Optimizers.OptimizerConstants>;

namespace Senmitsu.Training.Optimizers.Adaptive;

/// <summary>Constants of <see cref="DAdaptAdam"/> and <see cref="DAdaptAdamPreprint"/>; defaults as dadaptation.</summary>
public sealed record DAdaptationSettings : OptimizerConstants
{
    private static readonly Argument[] Table =
    [
        Argument.Tuple<DAdaptationSettings>("betas", s => [s.Beta1, s.Beta2], (s, v) => s with { Beta1 = v[0], Beta2 = v[1] }, 2, NumberRule.Decay),
        Argument.Number<DAdaptationSettings>("eps", s => s.Epsilon, (s, v) => s with { Epsilon = v }, NumberRule.Positive),
        Argument.Number<DAdaptationSettings>("weight_decay", s => s.WeightDecay, (s, v) => s with { WeightDecay = v }, NumberRule.NonNegative),
        Argument.Flag<DAdaptationSettings>("decouple", s => s.IsDecoupled, (s, v) => s with { IsDecoupled = v }),
        Argument.Flag<DAdaptationSettings>("use_bias_correction", s => s.CorrectsBias, (s, v) => s with { CorrectsBias = v }),
        Argument.Number<DAdaptationSettings>("d0", s => s.InitialStepSize, (s, v) => s with { InitialStepSize = v }, NumberRule.Positive),
        Argument.Number<DAdaptationSettings>("growth_rate", s => s.GrowthRate, (s, v) => s with { GrowthRate = v }, NumberRule.Growth),
    ];

    /// <summary>Decay of the mean of gradients. Default 0.9, 0…1.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of squared gradients. Default 0.999, 0…1.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second mean. Default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Weight decay. Default 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>The decay acts on the weights, not on the gradient. Default false.</summary>
    public bool IsDecoupled { get; init; }

    /// <summary>Adam's correction of the first steps. Default false; ignored by <see cref="DAdaptAdamPreprint"/>.</summary>
    public bool CorrectsBias { get; init; }

    /// <summary>First d. Default 1e-6.</summary>
    public double InitialStepSize { get; init; } = 1e-6;

    /// <summary>Most that d grows by in one step. Default unlimited.</summary>
    public double GrowthRate { get; init; } = double.PositiveInfinity;

    /// <inheritdoc/>
    internal override IReadOnlyList<LiteralArgument<OptimizerConstants>> Arguments => Table;
}
