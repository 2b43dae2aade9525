using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.Adaptive;

/// <summary>
/// Lion with D-Adaptation (Defazio and Mishchenko 2023, 2301.07733; in the form of facebookresearch/dadaptation 3.1 dadaptation/dadapt_lion.py;
/// 3.2 forgets the sum that d is estimated from). Learning rates are factors on d and must be equal, usually 1. Owns its state.
/// </summary>
public sealed class DAdaptLion : DAdaptation
{
    private readonly DAdaptLionSettings _settings;
    private readonly List<Tensor> _momenta, _sums;
    private readonly StateValue<double> _numerator;

    /// <summary>Creates the optimizer with zero momentum.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="settings">Constants.</param>
    public DAdaptLion(IReadOnlyList<ParameterGroup> groups, DAdaptLionSettings settings)
        : base(groups, settings.InitialStepSize)
    {
        _settings = settings;
        _momenta = State.KeepZeros("momentum", groups);
        _sums = State.KeepZeros("sum", groups);
        _numerator = State.Number("d_numerator", 0);
    }

    /// <inheritdoc/>
    public override string KohyaName => "dadaptation.dadapt_lion.DAdaptLion";

    /// <inheritdoc/>
    public override void Update()
    {
        using var _ = no_grad();
        var rate = CommonRate.Of(Groups);
        if (rate == 0) return;
        var (dRate, decay) = (StepSize * rate, Math.Sqrt(_settings.Beta2));
        double inner = 0, length = 0;
        for (var i = 0; i < Groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            var group = Groups[i];
            group.Values.mul_(1 - dRate * _settings.WeightDecay);
            var update = _momenta[i].mul(_settings.Beta1).add_(group.Gradients, 1 - _settings.Beta1).sign_();
            group.Values.add_(update, -dRate);
            _momenta[i].mul_(_settings.Beta2).add_(group.Gradients, (1 - _settings.Beta2) * dRate);
            inner += dRate * Sum(update.mul(_sums[i]));
            _sums[i].mul_(decay).add_(update, (1 - decay) * dRate);
            length += Sum(_sums[i].abs());
        }

        if (length == 0) return;
        _numerator.Value = decay * _numerator.Value + (1 - decay) * inner;
        Raise(_numerator.Value / ((1 - decay) * length), double.PositiveInfinity);
    }
}
