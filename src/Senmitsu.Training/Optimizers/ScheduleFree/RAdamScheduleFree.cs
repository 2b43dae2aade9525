using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.ScheduleFree;

/// <summary>
/// Schedule-free rectified Adam, which needs no warm-up (Defazio et al. 2024, 2405.15682, with the rectification of Liu et al. 2019,
/// 1908.03265, Algorithm 2; in the form of facebookresearch/schedule_free 1.4). Owns its state.
/// </summary>
public sealed class RAdamScheduleFree : ScheduleFreeOptimizer
{
    // Liu et al., Algorithm 2: with an average over four gradients or fewer the variance is not defined.
    private const double ShortestAverage = 4;

    private readonly RAdamScheduleFreeSettings _settings;
    private readonly List<Tensor> _seconds;

    /// <summary>Creates the optimizer at the present weights.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="settings">Constants.</param>
    public RAdamScheduleFree(IReadOnlyList<ParameterGroup> groups, RAdamScheduleFreeSettings settings)
        : base(groups, settings.Beta1, settings.AveragePower, settings.RatePower)
    {
        _settings = settings;
        _seconds = State.KeepZeros("second", groups);
    }

    /// <inheritdoc/>
    public override string KohyaName => "schedulefree.radam_schedulefree.RAdamScheduleFree";

    private double LongestAverage => 2 / (1 - _settings.Beta2) - 1; // ρ∞

    private protected override double RateFactor(long step)
    {
        var (length, longest) = (AverageLength(step), LongestAverage);
        if (length <= ShortestAverage) return _settings.WaitsForVariance ? 0 : 1;
        return Math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
    }

    private protected override Tensor Direction(int group, long step)
    {
        var (values, gradients) = (Groups[group].Values, Groups[group].Gradients);
        var second = _seconds[group].mul_(_settings.Beta2).addcmul_(gradients, gradients, 1 - _settings.Beta2);
        if (AverageLength(step) > ShortestAverage) gradients.div_(second.div(1 - Math.Pow(_settings.Beta2, step)).sqrt_().add_(_settings.Epsilon));
        return gradients.add_(values, _settings.WeightDecay);
    }

    /// <summary>ρ of step t: how many gradients the second moment averages.</summary>
    private double AverageLength(long step)
    {
        var power = Math.Pow(_settings.Beta2, step);
        return LongestAverage - 2 * step * power / (1 - power);
    }
}
