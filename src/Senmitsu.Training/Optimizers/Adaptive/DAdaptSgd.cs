using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.Adaptive;

/// <summary>
/// Gradient descent with D-Adaptation (Defazio and Mishchenko 2023, 2301.07733, Algorithm 4; in the form of facebookresearch/dadaptation 3.1
/// dadaptation/dadapt_sgd.py). Learning rates are factors on d and must be equal, usually 1. Owns its state.
/// </summary>
public sealed class DAdaptSgd : DAdaptation
{
    private readonly DAdaptSgdSettings _settings;
    private readonly List<Tensor> _starts, _sums;
    private readonly StateValue<double> _numerator, _firstNorm;

    /// <summary>Creates the optimizer; the present weights are where the distance is measured from.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="settings">Constants.</param>
    public DAdaptSgd(IReadOnlyList<ParameterGroup> groups, DAdaptSgdSettings settings)
        : base(groups, settings.InitialStepSize)
    {
        _settings = settings;
        _starts = State.KeepValues("start", groups);
        _sums = State.KeepZeros("sum", groups);
        _numerator = State.Number("d_numerator", 0);
        _firstNorm = State.Number("first_norm", 0);
    }

    /// <inheritdoc/>
    public override string KohyaName => "dadaptation.dadapt_sgd.DAdaptSGD";

    /// <inheritdoc/>
    public override void Update()
    {
        using var _ = no_grad();
        var rate = CommonRate.Of(Groups);
        var firstNorm = _firstNorm.Value > 0 ? _firstNorm.Value : GradientClipping.Norm(Groups);
        if (firstNorm == 0) return;
        var (inner, square) = Accumulate(StepSize * rate / firstNorm);
        if (square == 0) return;

        _firstNorm.Value = firstNorm;
        _numerator.Value += inner;
        // 2·Σ dλ⟨g, s⟩ = ‖s‖² − Σ (dλ)²‖g‖², without the difference of two large numbers.
        if (rate > 0) Raise(2 * _numerator.Value / Math.Sqrt(square), _settings.GrowthRate);
        for (var i = 0; i < Groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            Groups[i].Values.mul_(_settings.Momentum).add_(_starts[i] - _sums[i], 1 - _settings.Momentum);
        }
    }

    /// <summary>Adds the gradients to their sums s; returns dλ⟨g, s before⟩ and ‖s‖².</summary>
    private (double Inner, double Square) Accumulate(double step)
    {
        var (inner, square) = (0.0, 0.0);
        for (var i = 0; i < Groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            var gradient = Groups[i].Gradients.add(Groups[i].Values, _settings.WeightDecay);
            inner += step * Sum(gradient.mul(_sums[i]));
            _sums[i].add_(gradient, step);
            square += Sum(_sums[i].square());
        }

        return (inner, square);
    }
}
