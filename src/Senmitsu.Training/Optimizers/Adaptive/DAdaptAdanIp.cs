using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.Adaptive;

/// <summary>
/// <see cref="DAdaptAdan"/> with the tighter, inner-product bound on d, which chooses larger steps (facebookresearch/dadaptation
/// dadaptation/experimental/dadapt_adan_ip.py). Learning rates are factors on d and must be equal, usually 1. Owns its state.
/// </summary>
public sealed class DAdaptAdanIp : DAdaptation
{
    private readonly DAdaptAdanSettings _settings;
    private readonly AdanMoments _moments;
    private readonly List<Tensor> _sums;
    private readonly StateValue<double> _numerator;

    /// <summary>Creates the optimizer with zero moments.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="settings">Constants.</param>
    public DAdaptAdanIp(IReadOnlyList<ParameterGroup> groups, DAdaptAdanSettings settings)
        : base(groups, settings.InitialStepSize)
    {
        _settings = settings;
        _moments = new AdanMoments(groups, settings, State);
        _sums = State.KeepZeros("sum", groups);
        _numerator = State.Number("d_numerator", 0);
    }

    /// <inheritdoc/>
    public override string KohyaName => "dadaptation.experimental.dadapt_adan_ip.DAdaptAdanIP";

    /// <inheritdoc/>
    public override void Update()
    {
        using var _ = no_grad();
        var rate = CommonRate.Of(Groups);
        var (dRate, beta3) = (StepSize * rate, _settings.Beta3);
        var (inner, length) = Accumulate(dRate);
        if (length == 0) return;

        _numerator.Value = beta3 * _numerator.Value + (1 - beta3) * inner;
        var estimate = 2 * (beta3 / (1 - beta3)) * _numerator.Value / length;
        if (rate > 0) Raise(estimate, _settings.GrowthRate);
        _moments.Step(dRate);
    }

    /// <summary>Updates the means; returns dλ⟨g, s⟩ weighted by the second moment before, and Σ|s|.</summary>
    private (double Inner, double Length) Accumulate(double dRate)
    {
        var (inner, length) = (0.0, 0.0);
        for (var i = 0; i < Groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            var gradient = Groups[i].Gradients;
            inner += dRate * Sum(_sums[i].div(_moments.Root(i)).mul_(gradient));
            _moments.Accumulate(i, dRate);
            _sums[i].mul_(_settings.Beta3).add_(gradient, dRate * (1 - _settings.Beta3));
            length += Sum(_sums[i].abs());
        }

        return (inner, length);
    }
}
