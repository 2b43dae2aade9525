using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.Optimizers.OptimizerConstants>;

namespace Senmitsu.Training.Optimizers;

/// <summary>Constants of <see cref="Came"/>; names and defaults as pytorch_optimizer.</summary>
public sealed record CameSettings : OptimizerConstants
{
    private static readonly Argument[] Table =
    [
        Argument.Tuple<CameSettings>("betas", s => [s.Beta1, s.Beta2, s.Beta3], (s, v) => s with { Beta1 = v[0], Beta2 = v[1], Beta3 = v[2] }, 3, NumberRule.Decay),
        Argument.Number<CameSettings>("weight_decay", s => s.WeightDecay, (s, v) => s with { WeightDecay = v }, NumberRule.NonNegative),
        Argument.Number<CameSettings>("clip_threshold", s => s.ClipThreshold, (s, v) => s with { ClipThreshold = v }, NumberRule.Positive),
        Argument.Number<CameSettings>("eps1", s => s.SquareEpsilon, (s, v) => s with { SquareEpsilon = v }, NumberRule.NonNegative),
        Argument.Number<CameSettings>("eps2", s => s.InstabilityEpsilon, (s, v) => s with { InstabilityEpsilon = v }, NumberRule.NonNegative),
    ];

    /// <summary>Decay of the mean of updates. Default 0.9, 0…1.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of squared gradients. Default 0.999, 0…1.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Decay of the mean of instabilities. Default 0.9999, 0…1.</summary>
    public double Beta3 { get; init; } = 0.9999;

    /// <summary>Decoupled weight decay. Default 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Largest root mean square of an update. Default 1.</summary>
    public double ClipThreshold { get; init; } = 1;

    /// <summary>Added to squared gradients. Default 1e-30.</summary>
    public double SquareEpsilon { get; init; } = 1e-30;

    /// <summary>Added to squared instabilities. Default 1e-16.</summary>
    public double InstabilityEpsilon { get; init; } = 1e-16;

    /// <inheritdoc/>
    internal override IReadOnlyList<LiteralArgument<OptimizerConstants>> Arguments => Table;
}
