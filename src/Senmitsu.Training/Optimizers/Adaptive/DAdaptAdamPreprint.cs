using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.Adaptive;

/// <summary>
/// The first form of <see cref="DAdaptAdam"/>, which sd-scripts calls DAdaptation (Defazio and Mishchenko 2023, 2301.07733v1; in the form of
/// facebookresearch/dadaptation dadaptation/experimental/dadapt_adam_preprint.py). Owns its state.
/// </summary>
public sealed class DAdaptAdamPreprint : DAdaptation
{
    private readonly DAdaptationSettings _settings;
    private readonly List<Tensor> _firsts, _seconds, _sums;
    private readonly StateValue<double> _squares;

    /// <summary>Creates the optimizer with zero moments.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="settings">Constants; the bias is never corrected.</param>
    public DAdaptAdamPreprint(IReadOnlyList<ParameterGroup> groups, DAdaptationSettings settings)
        : base(groups, settings.InitialStepSize)
    {
        _settings = settings;
        _firsts = State.KeepZeros("first", groups);
        _seconds = State.KeepZeros("second", groups);
        _sums = State.KeepZeros("sum", groups);
        _squares = State.Number("gradient_squares", 0);
    }

    /// <inheritdoc/>
    public override string KohyaName => "dadaptation.experimental.dadapt_adam_preprint.DAdaptAdamPreprint";

    /// <inheritdoc/>
    public override void Update()
    {
        using var _ = no_grad();
        var rate = CommonRate.Of(Groups);
        if (rate == 0) return;
        var dRate = StepSize * rate;
        var beta2 = _settings.Beta2;
        double gradientSquares = 0, sumSquares = 0, sumLength = 0;
        for (var i = 0; i < Groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            var group = Groups[i];
            var gradient = _settings.IsDecoupled ? group.Gradients : group.Gradients.add(group.Values, _settings.WeightDecay);
            var square = gradient.square();
            _firsts[i].mul_(_settings.Beta1).add_(gradient, dRate * (1 - _settings.Beta1));
            var root = _seconds[i].mul_(beta2).add_(square, 1 - beta2).sqrt().add_(_settings.Epsilon);
            _sums[i].mul_(beta2).add_(gradient, dRate * (1 - beta2));
            gradientSquares += Sum(square.div_(root));
            sumSquares += Sum(_sums[i].square().div_(root));
            sumLength += Sum(_sums[i].abs());
        }

        if (sumLength == 0) return;
        _squares.Value = beta2 * _squares.Value + gradientSquares * dRate * dRate * (1 - beta2);
        var estimate = (sumSquares / (1 - beta2) - _squares.Value) / sumLength;
        Raise(estimate, _settings.GrowthRate);
        for (var i = 0; i < Groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            var values = Groups[i].Values;
            if (_settings.IsDecoupled) values.mul_(1 - _settings.WeightDecay * dRate);
            values.addcdiv_(_firsts[i], _seconds[i].sqrt().add_(_settings.Epsilon), -1);
        }
    }
}
