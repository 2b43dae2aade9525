using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.ScheduleFree;

/// <summary>Schedule-free AdamW (Defazio et al. 2024, 2405.15682, Algorithm 1; in the form of facebookresearch/schedule_free 1.4). Owns its state.</summary>
public sealed class AdamWScheduleFree : ScheduleFreeOptimizer
{
    private readonly ScheduleFreeSettings _settings;
    private readonly List<Tensor> _seconds;

    /// <summary>Creates the optimizer at the present weights.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="settings">Constants.</param>
    public AdamWScheduleFree(IReadOnlyList<ParameterGroup> groups, ScheduleFreeSettings settings)
        : base(groups, settings.Beta1, settings.AveragePower, settings.RatePower)
    {
        _settings = settings;
        _seconds = State.KeepZeros("second", groups);
    }

    /// <inheritdoc/>
    public override string KohyaName => "schedulefree.adamw_schedulefree.AdamWScheduleFree";

    private protected override double RateFactor(long step) => step <= _settings.WarmupSteps ? (double)step / _settings.WarmupSteps : 1;

    private protected override Tensor Direction(int group, long step)
    {
        var (values, gradients) = (Groups[group].Values, Groups[group].Gradients);
        var second = _seconds[group].mul_(_settings.Beta2).addcmul_(gradients, gradients, 1 - _settings.Beta2);
        var root = second.div(1 - Math.Pow(_settings.Beta2, step)).sqrt_().add_(_settings.Epsilon);
        return gradients.div_(root).add_(values, _settings.WeightDecay);
    }
}
