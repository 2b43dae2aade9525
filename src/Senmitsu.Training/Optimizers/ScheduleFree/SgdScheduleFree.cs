using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.ScheduleFree;

/// <summary>Schedule-free gradient descent (Defazio et al. 2024, 2405.15682, eqs. 2–4; in the form of facebookresearch/schedule_free 1.4). Owns its state.</summary>
/// <param name="groups">Parameters to update. Borrowed.</param>
/// <param name="settings">Constants.</param>
public sealed class SgdScheduleFree(IReadOnlyList<ParameterGroup> groups, SgdScheduleFreeSettings settings)
    : ScheduleFreeOptimizer(groups, settings.Momentum, settings.AveragePower, settings.RatePower)
{
    /// <inheritdoc/>
    public override string KohyaName => "schedulefree.sgd_schedulefree.SGDScheduleFree";

    private protected override double RateFactor(long step) => step <= settings.WarmupSteps ? (double)step / settings.WarmupSteps : 1;

    private protected override Tensor Direction(int group, long step) => Groups[group].Gradients.add_(Groups[group].Values, settings.WeightDecay);
}
