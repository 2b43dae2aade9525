using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.Optimizers.OptimizerConstants>;

namespace Senmitsu.Training.Optimizers;

/// <summary>Constants of <see cref="Adafactor"/>; defaults as transformers.optimization.Adafactor.</summary>
public sealed record AdafactorSettings : OptimizerConstants
{
    private static readonly Argument[] Table =
    [
        Argument.Tuple<AdafactorSettings>("eps", s => [s.SquareEpsilon, s.ScaleEpsilon], (s, v) => s with { SquareEpsilon = v[0], ScaleEpsilon = v[1] }, 2, NumberRule.NonNegative),
        Argument.Number<AdafactorSettings>("clip_threshold", s => s.ClipThreshold, (s, v) => s with { ClipThreshold = v }, NumberRule.Positive),
        Argument.Number<AdafactorSettings>("decay_rate", s => s.DecayRate, (s, v) => s with { DecayRate = v }, NumberRule.Any),
        Argument.OptionalNumber<AdafactorSettings>("beta1", s => s.Beta1, (s, v) => s with { Beta1 = v }, NumberRule.Decay),
        Argument.Number<AdafactorSettings>("weight_decay", s => s.WeightDecay, (s, v) => s with { WeightDecay = v }, NumberRule.NonNegative),
        Argument.Flag<AdafactorSettings>("scale_parameter", s => s.ScalesByParameter, (s, v) => s with { ScalesByParameter = v }),
        Argument.Flag<AdafactorSettings>("relative_step", s => s.UsesRelativeStep, (s, v) => s with { UsesRelativeStep = v }),
        Argument.Flag<AdafactorSettings>("warmup_init", s => s.WarmsUp, (s, v) => s with { WarmsUp = v }),
    ];

    /// <summary>Added to squared gradients. Default 1e-30.</summary>
    public double SquareEpsilon { get; init; } = 1e-30;

    /// <summary>Least root mean square of a parameter when steps are scaled by it. Default 1e-3.</summary>
    public double ScaleEpsilon { get; init; } = 1e-3;

    /// <summary>Largest root mean square of an update before the rate. Default 1.</summary>
    public double ClipThreshold { get; init; } = 1;

    /// <summary>The second moment's decay at step t is 1 − t^this. Default −0.8.</summary>
    public double DecayRate { get; init; } = -0.8;

    /// <summary>Decay of the mean of updates; null = no mean is kept. Default null.</summary>
    public double? Beta1 { get; init; }

    /// <summary>Decoupled weight decay. Default 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Steps are proportional to the parameter's root mean square. Default true.</summary>
    public bool ScalesByParameter { get; init; } = true;

    /// <summary>The rate is min(0.01, 1/√t) and the learning rates of the settings are not used. Default true.</summary>
    public bool UsesRelativeStep { get; init; } = true;

    /// <summary>The relative rate begins at 1e-6·t. Default false; true needs <see cref="UsesRelativeStep"/>, which sd-scripts then turns on.</summary>
    public bool WarmsUp { get; init; }

    /// <summary>The rate comes from the optimizer.</summary>
    internal bool OwnsRate => UsesRelativeStep || WarmsUp;

    /// <inheritdoc/>
    internal override IReadOnlyList<LiteralArgument<OptimizerConstants>> Arguments => Table;
}
