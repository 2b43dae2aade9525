using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Numerics;

/// <summary>PyTorch's own generator on the processor. Owns it.</summary>
/// <param name="seed">Negative seeds count as their two's complement, as in PyTorch.</param>
internal sealed class TorchNoiseGenerator(long seed) : INoiseGenerator
{
    private readonly Generator _generator = new(unchecked((ulong)seed));

    /// <inheritdoc/>
    public Tensor Next(long[] shape) => randn(shape, dtype: ScalarType.Float32, device: CPU, generator: _generator);

    /// <inheritdoc/>
    public void Dispose() => _generator.Dispose();
}
