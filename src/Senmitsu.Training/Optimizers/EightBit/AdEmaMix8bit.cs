using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.EightBit;

/// <summary>
/// Adam with a second, slow mean of gradients (Pagliardini et al. 2024, 2409.03137, Algorithm 1), all moments in 8 bits; in the form of bitsandbytes' AdEMAMix8bit,
/// which decays the weights after the step. Owns its moments.
/// </summary>
/// <param name="groups">Parameters to update. Borrowed.</param>
/// <param name="settings">Constants.</param>
/// <param name="kohyaName">Name in <c>ss_optimizer</c>.</param>
public sealed class AdEmaMix8bit(IReadOnlyList<ParameterGroup> groups, AdEmaMixSettings settings, string kohyaName = "bitsandbytes.optim.ademamix.AdEMAMix8bit")
    : EightBitOptimizer(groups, ("first", true), ("slow", true), ("second", false))
{
    /// <inheritdoc/>
    public override string KohyaName { get; } = kohyaName;

    private protected override void Update(Tensor values, Tensor gradients, IReadOnlyList<Tensor> moments, double rate, long step)
    {
        var bias1 = 1 - Math.Pow(settings.Beta1, step);
        var bias2 = Math.Sqrt(1 - Math.Pow(settings.Beta2, step));
        var (mix, beta3) = (MixAt(step), Beta3At(step));
        var first = moments[0].mul_(settings.Beta1).add_(gradients, 1 - settings.Beta1);
        var slow = moments[1].mul_(beta3).add_(gradients, 1 - beta3);
        var second = moments[2].mul_(settings.Beta2).addcmul_(gradients, gradients, 1 - settings.Beta2);
        var direction = first.div(bias1).add_(slow, mix);
        values.addcdiv_(direction, second.sqrt().div_(bias2).add_(settings.Epsilon), -rate);
        values.mul_(1 - rate * settings.WeightDecay);
    }

    // §3: linear.
    private double MixAt(long step) => settings.MixWarmup is { } end ? Math.Min(step * settings.Mix / end, settings.Mix) : settings.Mix;

    // §3 and appendix A.1: the half-life grows linearly.
    private double Beta3At(long step)
    {
        if (settings.Beta3Warmup is not { } end || step >= end) return settings.Beta3;
        double fast = Math.Log(settings.Beta1), slow = Math.Log(settings.Beta3), share = step / end;
        return Math.Min(Math.Exp(fast * slow / (((1 - share) * slow) + (share * fast))), settings.Beta3);
    }
}
