using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.Optimizers.OptimizerConstants>;

namespace Senmitsu.Training.Optimizers.Adaptive;

/// <summary>Constants of <see cref="Prodigy"/>; defaults as prodigyopt.</summary>
public sealed record ProdigySettings : OptimizerConstants
{
    private static readonly Argument[] Table =
    [
        Argument.Tuple<ProdigySettings>("betas", s => [s.Beta1, s.Beta2], (s, v) => s with { Beta1 = v[0], Beta2 = v[1] }, 2, NumberRule.Decay),
        Argument.OptionalNumber<ProdigySettings>("beta3", s => s.Beta3, (s, v) => s with { Beta3 = v }, NumberRule.Decay),
        Argument.Number<ProdigySettings>("eps", s => s.Epsilon, (s, v) => s with { Epsilon = v }, NumberRule.Positive),
        Argument.Number<ProdigySettings>("weight_decay", s => s.WeightDecay, (s, v) => s with { WeightDecay = v }, NumberRule.NonNegative),
        Argument.Flag<ProdigySettings>("decouple", s => s.IsDecoupled, (s, v) => s with { IsDecoupled = v }),
        Argument.Flag<ProdigySettings>("use_bias_correction", s => s.CorrectsBias, (s, v) => s with { CorrectsBias = v }),
        Argument.Flag<ProdigySettings>("safeguard_warmup", s => s.SafeguardsWarmup, (s, v) => s with { SafeguardsWarmup = v }),
        Argument.Number<ProdigySettings>("d0", s => s.InitialStepSize, (s, v) => s with { InitialStepSize = v }, NumberRule.Positive),
        Argument.Number<ProdigySettings>("d_coef", s => s.StepSizeFactor, (s, v) => s with { StepSizeFactor = v }, NumberRule.Positive),
        Argument.Number<ProdigySettings>("growth_rate", s => s.GrowthRate, (s, v) => s with { GrowthRate = v }, NumberRule.Growth),
        Argument.Count<ProdigySettings>("slice_p", s => s.SlicePeriod, (s, v) => s with { SlicePeriod = v }, NumberRule.WholePositive),
    ];

    /// <summary>Decay of the mean of gradients. Default 0.9, 0…1.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of squared gradients. Default 0.999, 0…1.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Decay of the sums that d is estimated from; null = √β₂. Default null.</summary>
    public double? Beta3 { get; init; }

    /// <summary>Added, times d, to the root of the second mean. Default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Weight decay. Default 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>The decay acts on the weights, not on the gradient. Default true.</summary>
    public bool IsDecoupled { get; init; } = true;

    /// <summary>Adam's correction of the first steps. Default false.</summary>
    public bool CorrectsBias { get; init; }

    /// <summary>Keeps the rate out of the denominator of d, for runs with warm-up. Default false.</summary>
    public bool SafeguardsWarmup { get; init; }

    /// <summary>First d. Default 1e-6.</summary>
    public double InitialStepSize { get; init; } = 1e-6;

    /// <summary>Factor on the estimate of d; 0.5…2. Default 1.</summary>
    public double StepSizeFactor { get; init; } = 1;

    /// <summary>Most that d grows by in one step. Default unlimited.</summary>
    public double GrowthRate { get; init; } = double.PositiveInfinity;

    /// <summary>Only every n-th element of each tensor counts for d, which saves memory. Default 1.</summary>
    public int SlicePeriod { get; init; } = 1;

    /// <inheritdoc/>
    internal override IReadOnlyList<LiteralArgument<OptimizerConstants>> Arguments => Table;
}
