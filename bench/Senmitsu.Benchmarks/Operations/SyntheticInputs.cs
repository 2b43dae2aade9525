using Senmitsu.Models.Clip;
using static TorchSharp.torch;

namespace Senmitsu.Benchmarks.Operations;

/// <summary>Seeded inputs of the right shapes, and the check that something was computed from them.</summary>
internal static class SyntheticInputs
{
    private const ulong Seed = 1;

    /// <summary>float32 standard normal. Caller owns it.</summary>
    public static Tensor Noise(params long[] shape)
    {
        using var generator = new Generator(Seed, CPU);
        return randn(shape, generator: generator);
    }

    /// <summary>[count, 77] · int64. Caller owns it.</summary>
    public static Tensor Tokens(int count, ClipTextConfig config)
    {
        using var generator = new Generator(Seed, CPU);
        return randint(0, config.Vocabulary, [count, config.Positions], ScalarType.Int64, generator: generator);
    }

    /// <summary>A result of NaN may be computed at another speed, and means that nothing was measured.</summary>
    public static void RequireFinite(Tensor result)
    {
        using var scope = NewDisposeScope();
        if (!result.isfinite().all().item<bool>()) throw new InvalidOperationException("the result is not finite");
    }
}
