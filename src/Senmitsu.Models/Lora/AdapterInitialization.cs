using Senmitsu.Formats.WeightKeys;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora;

/// <summary>Draws the first values of new adapters. Drawn on the CPU, so that a seed gives the same on every device.</summary>
/// <param name="generator">CPU generator. Borrowed.</param>
/// <param name="device">Where the tensors go.</param>
internal sealed class AdapterInitialization(Generator generator, Device device)
{
    /// <summary>Kaiming's uniform distribution with a = √5, which is ±1/√fan_in (He et al. 2015, 1502.01852; torch.nn.Linear).</summary>
    public AdapterTensor Uniform(KohyaLoraPart part, params long[] shape) => new(part, Uniform(shape));

    /// <inheritdoc cref="Uniform(KohyaLoraPart, long[])"/>
    /// <returns>Caller owns it.</returns>
    public Tensor Uniform(long[] shape)
    {
        using var scope = NewDisposeScope();
        var bound = 1 / Math.Sqrt(shape[1..].Aggregate(1L, (product, size) => product * size));
        return empty(shape).uniform_(-bound, bound, generator).to(device).MoveToOuterDisposeScope();
    }

    /// <summary>Normal distribution around 0.</summary>
    public AdapterTensor Normal(KohyaLoraPart part, double deviation, params long[] shape) => new(part, Normal(deviation, shape));

    /// <inheritdoc cref="Normal(KohyaLoraPart, double, long[])"/>
    /// <returns>Caller owns it.</returns>
    public Tensor Normal(double deviation, long[] shape)
    {
        using var scope = NewDisposeScope();
        return randn(shape, generator: generator).mul(deviation).to(device).MoveToOuterDisposeScope();
    }

    /// <summary>Zero: the product it is a factor of changes nothing yet.</summary>
    public AdapterTensor Zero(KohyaLoraPart part, params long[] shape) => new(part, zeros(shape, device: device));
}
