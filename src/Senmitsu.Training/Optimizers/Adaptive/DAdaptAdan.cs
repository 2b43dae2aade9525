using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.Adaptive;

/// <summary>
/// Adan (Xie et al. 2022, 2208.06677, Algorithm 1) with D-Adaptation (Defazio and Mishchenko 2023, 2301.07733; in the form of
/// facebookresearch/dadaptation dadaptation/dadapt_adan.py). Learning rates are factors on d and must be equal, usually 1. Owns its state.
/// </summary>
public sealed class DAdaptAdan : IOptimizer
{
    private readonly DAdaptAdanSettings _settings;
    private readonly OptimizerState _state = new();
    private readonly List<Tensor> _firsts, _differences, _seconds, _sums, _previous;
    private readonly StateValue<double> _stepSize, _squares;
    private readonly StateValue<long> _updates;

    /// <summary>Creates the optimizer with zero moments.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="settings">Constants.</param>
    public DAdaptAdan(IReadOnlyList<ParameterGroup> groups, DAdaptAdanSettings settings)
    {
        Groups = groups;
        _settings = settings;
        _firsts = _state.KeepZeros("first", groups);
        _differences = _state.KeepZeros("difference", groups);
        _seconds = _state.KeepZeros("second", groups);
        _sums = _state.KeepZeros("sum", groups);
        _previous = _state.KeepZeros("previous_gradient", groups);
        _stepSize = _state.Number("d", settings.InitialStepSize);
        _squares = _state.Number("gradient_squares", 0);
        _updates = _state.Count("updates");
    }

    /// <inheritdoc/>
    public string KohyaName => "dadaptation.dadapt_adan.DAdaptAdan";

    /// <inheritdoc/>
    public IReadOnlyList<ParameterGroup> Groups { get; }

    /// <inheritdoc/>
    public double? EstimatedStepSize => _stepSize.Value;

    /// <inheritdoc/>
    public void Update()
    {
        using var _ = no_grad();
        var rate = CommonRate.Of(Groups);
        var dRate = _stepSize.Value * rate;
        var (gradientSquares, sumSquares, sumLength) = Accumulate(dRate);
        if (sumLength == 0) return;

        var beta3 = _settings.Beta3;
        _squares.Value = beta3 * _squares.Value + gradientSquares * dRate * dRate * (1 - beta3);
        var estimate = (sumSquares / (1 - beta3) - _squares.Value) / sumLength;
        if (rate > 0) _stepSize.Value = Math.Max(_stepSize.Value, Math.Min(estimate, _stepSize.Value * _settings.GrowthRate));
        for (var i = 0; i < Groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            var group = Groups[i];
            var update = _firsts[i].add(_differences[i], _settings.Beta2).div_(_seconds[i].sqrt().add_(_settings.Epsilon));
            if (_settings.DecaysBefore) group.Values.mul_(1 - dRate * _settings.WeightDecay).sub_(update);
            else group.Values.sub_(update).div_(1 + dRate * _settings.WeightDecay);
            _previous[i].copy_(group.Gradients);
        }

        _updates.Value++;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Tensor> SaveState() => _state.Save();

    /// <inheritdoc/>
    public void LoadState(IReadOnlyDictionary<string, Tensor> state) => _state.Load(state);

    /// <inheritdoc/>
    public void Dispose() => _state.Dispose();

    /// <summary>Updates the means and returns Σg²/√v, Σs²/√v and Σ|s|.</summary>
    private (double GradientSquares, double SumSquares, double SumLength) Accumulate(double dRate)
    {
        double gradientSquares = 0, sumSquares = 0, sumLength = 0;
        for (var i = 0; i < Groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            var gradient = Groups[i].Gradients;
            var change = _updates.Value == 0 ? zeros_like(gradient) : gradient - _previous[i];
            _firsts[i].mul_(_settings.Beta1).add_(gradient, dRate * (1 - _settings.Beta1));
            _differences[i].mul_(_settings.Beta2).add_(change, dRate * (1 - _settings.Beta2));
            var root = _seconds[i].mul_(_settings.Beta3).add_(gradient.add(change, _settings.Beta2).square(), 1 - _settings.Beta3).sqrt().add_(_settings.Epsilon);
            _sums[i].mul_(_settings.Beta3).add_(gradient, dRate * (1 - _settings.Beta3));
            gradientSquares += gradient.square().div_(root).sum().item<float>();
            sumSquares += _sums[i].square().div_(root).sum().item<float>();
            sumLength += _sums[i].abs().sum().item<float>();
        }

        return (gradientSquares, sumSquares, sumLength);
    }
}
