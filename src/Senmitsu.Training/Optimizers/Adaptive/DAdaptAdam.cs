using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.Adaptive;

/// <summary>
/// Adam with D-Adaptation (Defazio and Mishchenko 2023, 2301.07733, Algorithm 5; in the form of facebookresearch/dadaptation 3.1
/// dadaptation/dadapt_adam.py). Learning rates are factors on d and must be equal, usually 1. Owns its state.
/// </summary>
public sealed class DAdaptAdam : DAdaptation
{
    private readonly DAdaptationSettings _settings;
    private readonly List<Tensor> _firsts, _seconds, _sums;
    private readonly StateValue<double> _numerator;
    private readonly StateValue<long> _updates;

    /// <summary>Creates the optimizer with zero moments.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="settings">Constants.</param>
    public DAdaptAdam(IReadOnlyList<ParameterGroup> groups, DAdaptationSettings settings)
        : base(groups, settings.InitialStepSize)
    {
        _settings = settings;
        _firsts = State.KeepZeros("first", groups);
        _seconds = State.KeepZeros("second", groups);
        _sums = State.KeepZeros("sum", groups);
        _numerator = State.Number("d_numerator", 0);
        _updates = State.Count("updates");
    }

    /// <inheritdoc/>
    public override string KohyaName => "dadaptation.dadapt_adam.DAdaptAdam";

    /// <inheritdoc/>
    public override void Update()
    {
        using var _ = no_grad();
        var rate = CommonRate.Of(Groups);
        if (rate == 0) return;
        var k = _updates.Value + 1;
        var correction = _settings.CorrectsBias ? Math.Sqrt(1 - Math.Pow(_settings.Beta2, k)) / (1 - Math.Pow(_settings.Beta1, k)) : 1;
        var dRate = StepSize * rate * correction;
        var decay = Math.Sqrt(_settings.Beta2);
        var (numerator, denominator) = Accumulate(dRate, decay);
        if (denominator == 0) return;

        _numerator.Value = decay * _numerator.Value + (1 - decay) * numerator;
        var estimate = _numerator.Value / ((1 - decay) * denominator);
        Raise(estimate, _settings.GrowthRate);
        for (var i = 0; i < Groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            var values = Groups[i].Values;
            if (_settings.IsDecoupled) values.mul_(1 - _settings.WeightDecay * dRate);
            values.addcdiv_(_firsts[i], _seconds[i].sqrt().add_(_settings.Epsilon), -1);
        }

        _updates.Value = k;
    }

    /// <summary>Updates the means and returns Σ dRate·⟨g, s⟩ weighted by the second moment, and Σ|s|.</summary>
    private (double Numerator, double Denominator) Accumulate(double dRate, double decay)
    {
        var (numerator, denominator) = (0.0, 0.0);
        for (var i = 0; i < Groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            var group = Groups[i];
            var gradient = _settings.IsDecoupled ? group.Gradients : group.Gradients.add(group.Values, _settings.WeightDecay);
            var root = _seconds[i].sqrt().add_(_settings.Epsilon);
            numerator += dRate * Sum(_sums[i].div(root).mul_(gradient));
            _firsts[i].mul_(_settings.Beta1).add_(gradient, dRate * (1 - _settings.Beta1));
            _seconds[i].mul_(_settings.Beta2).addcmul_(gradient, gradient, 1 - _settings.Beta2);
            _sums[i].mul_(decay).add_(gradient, dRate * (1 - decay));
            denominator += Sum(_sums[i].abs());
        }

        return (numerator, denominator);
    }
}
