using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.Adaptive;

/// <summary>
/// Adan (Xie et al. 2022, 2208.06677, Algorithm 1) with D-Adaptation (Defazio and Mishchenko 2023, 2301.07733; in the form of
/// facebookresearch/dadaptation dadaptation/dadapt_adan.py). Learning rates are factors on d and must be equal, usually 1. Owns its state.
/// </summary>
public sealed class DAdaptAdan : DAdaptation
{
    private readonly DAdaptAdanSettings _settings;
    private readonly AdanMoments _moments;
    private readonly List<Tensor> _sums;
    private readonly StateValue<double> _squares;

    /// <summary>Creates the optimizer with zero moments.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="settings">Constants.</param>
    public DAdaptAdan(IReadOnlyList<ParameterGroup> groups, DAdaptAdanSettings settings)
        : base(groups, settings.InitialStepSize)
    {
        _settings = settings;
        _moments = new AdanMoments(groups, settings, State);
        _sums = State.KeepZeros("sum", groups);
        _squares = State.Number("gradient_squares", 0);
    }

    /// <inheritdoc/>
    public override string KohyaName => "dadaptation.dadapt_adan.DAdaptAdan";

    /// <inheritdoc/>
    public override void Update()
    {
        using var _ = no_grad();
        var rate = CommonRate.Of(Groups);
        var dRate = StepSize * rate;
        var (gradientSquares, sumSquares, sumLength) = Accumulate(dRate);
        if (sumLength == 0) return;

        var beta3 = _settings.Beta3;
        _squares.Value = beta3 * _squares.Value + gradientSquares * dRate * dRate * (1 - beta3);
        var estimate = (sumSquares / (1 - beta3) - _squares.Value) / sumLength;
        if (rate > 0) Raise(estimate, _settings.GrowthRate);
        _moments.Step(dRate);
    }

    /// <summary>Updates the means and returns Σg²/√v, Σs²/√v and Σ|s|.</summary>
    private (double GradientSquares, double SumSquares, double SumLength) Accumulate(double dRate)
    {
        double gradientSquares = 0, sumSquares = 0, sumLength = 0;
        for (var i = 0; i < Groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            var gradient = Groups[i].Gradients;
            _moments.Accumulate(i, dRate);
            var root = _moments.Root(i);
            _sums[i].mul_(_settings.Beta3).add_(gradient, dRate * (1 - _settings.Beta3));
            gradientSquares += Sum(gradient.square().div_(root));
            sumSquares += Sum(_sums[i].square().div_(root));
            sumLength += Sum(_sums[i].abs());
        }

        return (gradientSquares, sumSquares, sumLength);
    }
}
