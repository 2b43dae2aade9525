using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.EightBit;

/// <summary><see cref="Lion"/> with its momentum in 8 bits, in the form of bitsandbytes' Lion8bit. Owns its momentum.</summary>
/// <param name="groups">Parameters to update. Borrowed.</param>
/// <param name="settings">Constants.</param>
/// <param name="kohyaName">Name in <c>ss_optimizer</c>.</param>
public sealed class Lion8bit(IReadOnlyList<ParameterGroup> groups, LionSettings settings, string kohyaName = "bitsandbytes.optim.lion.Lion8bit")
    : EightBitOptimizer(groups, ("momentum", true))
{
    /// <inheritdoc/>
    public override string KohyaName { get; } = kohyaName;

    private protected override void Update(Tensor values, Tensor gradients, IReadOnlyList<Tensor> moments, double rate, long step)
    {
        values.mul_(1 - rate * settings.WeightDecay);
        values.add_(moments[0].mul(settings.Beta1).add_(gradients, 1 - settings.Beta1).sign_(), -rate);
        moments[0].mul_(settings.Beta2).add_(gradients, 1 - settings.Beta2);
    }
}
