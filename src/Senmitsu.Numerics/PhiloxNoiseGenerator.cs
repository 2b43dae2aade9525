using static TorchSharp.torch;

namespace Senmitsu.Numerics;

/// <summary>
/// What <c>torch.randn</c> gives on an NVIDIA card with enough threads for one element each: Philox4x32-10 (Salmon et al. 2011) and Box–Muller,
/// of which only the sine is used (A1111's modules/rng_philox.py).
/// </summary>
/// <param name="seed">Negative seeds count as their two's complement.</param>
internal sealed class PhiloxNoiseGenerator(long seed) : INoiseGenerator
{
    // Salmon et al. 2011, table 2 and §4.3: multipliers and key increments.
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;
    private const int Rounds = 10;

    // cuRAND's conversion of 32 bits to (0, 1] and (0, 2π], constants in single precision.
    private const double ToUnit = 2.3283064e-10f;
    private const double ToAngle = 2.3283064e-10f * 6.2831855f;

    private uint _call;

    /// <inheritdoc/>
    public Tensor Next(long[] shape)
    {
        var values = new float[shape.Aggregate(1L, (product, side) => product * side)];
        for (var i = 0; i < values.Length; i++) values[i] = Normal((uint)i);
        _call++;
        return tensor(values, shape, dtype: ScalarType.Float32);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private float Normal(uint element)
    {
        var (x, y) = Random(element);
        var u = x * ToUnit + ToUnit / 2;
        var v = y * ToAngle + ToAngle / 2;
        return (float)(Math.Sqrt(-2 * Math.Log(u)) * Math.Sin(v));
    }

    /// <summary>The first two of the four words at counter (call, 0, element, 0).</summary>
    private (uint X, uint Y) Random(uint element)
    {
        uint c0 = _call, c1 = 0, c2 = element, c3 = 0, k0 = unchecked((uint)seed), k1 = unchecked((uint)(seed >> 32));
        for (var round = 0; round < Rounds; round++)
        {
            if (round > 0)
            {
                k0 = unchecked(k0 + Weyl0);
                k1 = unchecked(k1 + Weyl1);
            }

            ulong product0 = (ulong)Multiplier0 * c0, product1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ k0, unchecked((uint)product1), (uint)(product0 >> 32) ^ c3 ^ k1, unchecked((uint)product0));
        }

        return (c0, c1);
    }
}
