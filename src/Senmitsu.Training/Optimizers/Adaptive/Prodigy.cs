using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.Adaptive;

/// <summary>
/// Prodigy: Adam whose step size d follows the distance travelled (Mishchenko and Defazio 2023, 2306.06101, Algorithm 4; in the form of
/// konstmish/prodigy prodigyopt/prodigy.py 1.1). Learning rates are factors on d and must be equal, usually 1. Owns its state.
/// </summary>
public sealed class Prodigy : Optimizer
{
    private readonly ProdigySettings _settings;
    private readonly List<Tensor> _firsts, _seconds, _sums, _starts;
    private readonly List<Tensor?> _indices;
    private readonly StateValue<double> _stepSize, _largest, _numerator;
    private readonly StateValue<long> _updates;

    /// <summary>Creates the optimizer; the present weights are where the distance is measured from.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="settings">Constants.</param>
    public Prodigy(IReadOnlyList<ParameterGroup> groups, ProdigySettings settings)
        : base(groups)
    {
        _settings = settings;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _indices = [.. groups.Select(Indices)];
        _firsts = State.KeepZeros("first", groups);
        _seconds = State.KeepZeros("second", groups);
        _starts = [.. groups.Select((group, i) => State.Keep($"{group.Name}.start", Counted(group.Values, i).clone()))];
        _sums = [.. groups.Select((group, i) => State.Keep($"{group.Name}.sum", zeros_like(_starts[i])))];
        _stepSize = State.Number("d", settings.InitialStepSize);
        _largest = State.Number("d_max", settings.InitialStepSize);
        _numerator = State.Number("d_numerator", 0);
        _updates = State.Count("updates");
    }

    /// <inheritdoc/>
    public override string KohyaName => "prodigyopt.prodigy.Prodigy";

    /// <inheritdoc/>
    public override double? EstimatedStepSize => _stepSize.Value;

    /// <inheritdoc/>
    public override void Update()
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var rate = CommonRate.Of(Groups);
        if (rate == 0) return;
        var k = _updates.Value + 1;
        var correction = _settings.CorrectsBias ? Math.Sqrt(1 - Math.Pow(_settings.Beta2, k)) / (1 - Math.Pow(_settings.Beta1, k)) : 1;
        var (d, dRate) = (_stepSize.Value, _stepSize.Value * rate * correction);
        var (numerator, denominator) = Accumulate(d, dRate);
        if (denominator == 0) return;

        Estimate(numerator, denominator);
        for (var i = 0; i < Groups.Count; i++)
        {
            using var inner = NewDisposeScope();
            var values = Groups[i].Values;
            if (_settings.IsDecoupled) values.mul_(1 - _settings.WeightDecay * dRate);
            values.addcdiv_(_firsts[i], _seconds[i].sqrt().add_(_stepSize.Value * _settings.Epsilon), -dRate);
        }

        _updates.Value = k;
    }

    private protected override void Release()
    {
        foreach (var index in _indices) index?.Dispose();
    }

    /// <summary>Updates the means and returns the two sums whose quotient estimates d. Sums are relative to d₀, which keeps them from being tiny.</summary>
    private (double Numerator, double Denominator) Accumulate(double d, double dRate)
    {
        var relative = d / _settings.InitialStepSize;
        var beta3 = _settings.Beta3 ?? Math.Sqrt(_settings.Beta2);
        var (numerator, denominator) = (_numerator.Value * beta3, 0.0);
        for (var i = 0; i < Groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            var group = Groups[i];
            var gradient = _settings.IsDecoupled ? group.Gradients : group.Gradients.add(group.Values, _settings.WeightDecay);
            var counted = Counted(gradient, i);
            numerator += relative * dRate * _starts[i].sub(Counted(group.Values, i)).mul_(counted).sum().to(ScalarType.Float32).item<float>();
            _firsts[i].mul_(_settings.Beta1).add_(gradient, d * (1 - _settings.Beta1));
            _seconds[i].mul_(_settings.Beta2).addcmul_(gradient, gradient, d * d * (1 - _settings.Beta2));
            _sums[i].mul_(beta3).add_(counted, relative * (_settings.SafeguardsWarmup ? d : dRate));
            denominator += _sums[i].abs().sum().to(ScalarType.Float32).item<float>();
        }

        return (numerator, denominator);
    }

    private void Estimate(double numerator, double denominator)
    {
        var estimate = _settings.StepSizeFactor * numerator / denominator;
        var d = _stepSize.Value;
        if (d == _settings.InitialStepSize) d = Math.Max(d, estimate);
        _largest.Value = Math.Max(_largest.Value, estimate);
        _stepSize.Value = Math.Min(_largest.Value, d * _settings.GrowthRate);
        _numerator.Value = numerator;
    }

    /// <summary>The elements that d is estimated from.</summary>
    private Tensor Counted(Tensor buffer, int group) => _indices[group] is { } index ? buffer.index_select(0, index) : buffer;

    /// <summary>Every n-th element of each tensor; null for all.</summary>
    private Tensor? Indices(ParameterGroup group)
    {
        if (_settings.SlicePeriod == 1) return null;
        var parts = group.Slices.Select(slice => arange(slice.Start, slice.Start + slice.Length, _settings.SlicePeriod, ScalarType.Int64, group.Values.device)).ToList();
        return cat(parts).DetachFromDisposeScope();
    }
}
