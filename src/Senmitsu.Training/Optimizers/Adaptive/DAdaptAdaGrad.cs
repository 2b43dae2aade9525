using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.Adaptive;

/// <summary>
/// AdaGrad with D-Adaptation (Defazio and Mishchenko 2023, 2301.07733, Algorithm 3; in the form of facebookresearch/dadaptation 3.1
/// dadaptation/dadapt_adagrad.py). Learning rates are factors on d and must be equal, usually 1. Owns its state.
/// </summary>
public sealed class DAdaptAdaGrad : DAdaptation
{
    /// <summary>The sum of squares starts here, so that it may be divided by.</summary>
    private const double FirstSquare = 1e-6;

    private readonly DAdaptAdaGradSettings _settings;
    private readonly List<Tensor> _starts, _squares, _sums;
    private readonly StateValue<double> _gradientSquares;

    /// <summary>Creates the optimizer; the present weights are where the distance is measured from.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="settings">Constants.</param>
    public DAdaptAdaGrad(IReadOnlyList<ParameterGroup> groups, DAdaptAdaGradSettings settings)
        : base(groups, settings.InitialStepSize)
    {
        _settings = settings;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _starts = State.KeepValues("start", groups);
        _sums = State.KeepZeros("sum", groups);
        _squares = State.KeepZeros("squares", groups);
        foreach (var squares in _squares) squares.fill_(FirstSquare);
        _gradientSquares = State.Number("gradient_squares", 0);
    }

    /// <inheritdoc/>
    public override string KohyaName => "dadaptation.dadapt_adagrad.DAdaptAdaGrad";

    /// <inheritdoc/>
    public override void Update()
    {
        using var _ = no_grad();
        var rate = CommonRate.Of(Groups);
        var dRate = StepSize * rate;
        var (gradientSquares, sumSquares, sumLength) = Accumulate(dRate);
        if (sumLength == 0) return;

        _gradientSquares.Value += dRate * dRate * gradientSquares;
        var estimate = (sumSquares - _gradientSquares.Value) / sumLength;
        if (rate > 0) Raise(estimate, _settings.GrowthRate);
        for (var i = 0; i < Groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            var target = _starts[i] - _sums[i] / _squares[i].sqrt().add_(_settings.Epsilon);
            Groups[i].Values.mul_(_settings.Momentum).add_(target, 1 - _settings.Momentum);
        }
    }

    /// <summary>Adds gradients and their squares to the sums; returns Σg²/√α, Σs²/√α and Σ|s|.</summary>
    private (double GradientSquares, double SumSquares, double SumLength) Accumulate(double dRate)
    {
        double gradientSquares = 0, sumSquares = 0, sumLength = 0;
        for (var i = 0; i < Groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            var gradient = Groups[i].Gradients.add(Groups[i].Values, _settings.WeightDecay);
            var root = _squares[i].addcmul_(gradient, gradient, 1).sqrt().add_(_settings.Epsilon);
            _sums[i].add_(gradient, dRate);
            gradientSquares += Sum(gradient.square().div_(root));
            sumSquares += Sum(_sums[i].square().div_(root));
            sumLength += Sum(_sums[i].abs());
        }

        return (gradientSquares, sumSquares, sumLength);
    }
}
