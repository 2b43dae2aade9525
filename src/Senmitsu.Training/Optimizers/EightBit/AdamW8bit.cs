using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.EightBit;

/// <summary>
/// AdamW with both moments in 8 bits (Dettmers et al. 2021, 2110.02861; in the form of bitsandbytes' AdamW8bit, which decays the weights after
/// the step). Owns its moments.
/// </summary>
/// <param name="groups">Parameters to update. Borrowed.</param>
/// <param name="settings">Constants.</param>
/// <param name="kohyaName">Name in <c>ss_optimizer</c>.</param>
public sealed class AdamW8bit(IReadOnlyList<ParameterGroup> groups, AdamWSettings settings, string kohyaName = "bitsandbytes.optim.adamw.AdamW8bit")
    : EightBitOptimizer(groups, ("first", true), ("second", false))
{
    /// <inheritdoc/>
    public override string KohyaName { get; } = kohyaName;

    private protected override void Update(Tensor values, Tensor gradients, IReadOnlyList<Tensor> moments, double rate, long step)
    {
        var bias1 = 1 - Math.Pow(settings.Beta1, step);
        var bias2 = Math.Sqrt(1 - Math.Pow(settings.Beta2, step));
        var first = moments[0].mul_(settings.Beta1).add_(gradients, 1 - settings.Beta1);
        var second = moments[1].mul_(settings.Beta2).addcmul_(gradients, gradients, 1 - settings.Beta2);
        values.addcdiv_(first, second.sqrt().add_(bias2 * settings.Epsilon), -rate * bias2 / bias1);
        values.mul_(1 - rate * settings.WeightDecay);
    }
}
