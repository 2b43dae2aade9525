using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.EightBit;

/// <summary>
/// Gradient descent with its momentum in 8 bits, in the form of bitsandbytes' SGD8bit: sd-scripts asks it for Nesterov momentum, but it has
/// only the plain one. Owns its momentum.
/// </summary>
/// <param name="groups">Parameters to update. Borrowed.</param>
/// <param name="settings">Constants.</param>
public sealed class Sgd8bit(IReadOnlyList<ParameterGroup> groups, SgdSettings settings) : EightBitOptimizer(groups, ("momentum", true))
{
    /// <inheritdoc/>
    public override string KohyaName => "bitsandbytes.optim.sgd.SGD8bit";

    private protected override void Update(Tensor values, Tensor gradients, IReadOnlyList<Tensor> moments, double rate, long step)
    {
        var momentum = moments[0].mul_(settings.Momentum).add_(gradients).add_(values, settings.WeightDecay);
        values.add_(momentum, -rate);
    }
}
