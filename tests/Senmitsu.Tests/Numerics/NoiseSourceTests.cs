using Senmitsu.Numerics;
using Senmitsu.Tests.Diffusion;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Numerics;

public sealed class NoiseSourceTests
{
    // torch.manual_seed(s); torch.randn(…) on the CPU, n ≥ 16 (the vectorised Box-Muller path).
    [Theory]
    [InlineData(0L, 64, new[] { -1.1258f, -1.1524f, -0.2506f, -0.4339f, 0.8487f, 0.6920f, -0.3160f, -2.1152f }, 1e-4f)]
    [InlineData(42L, 64, new[] { 1.926915f, 1.487284f, 0.900717f, -2.105521f }, 1e-6f)]
    public void Next_WithKnownSeed_EqualsPyTorch(long seed, int size, float[] expected, float tolerance)
    {
        using var source = new NoiseSource([seed]);
        using var noise = source.Next([4, size, size]);

        Assert.Equal([1, 4, size, size], noise.shape);
        Assert.Equal(ScalarType.Float32, noise.dtype);
        var values = noise.data<float>().ToArray();
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], values[i], tolerance);
    }

    [Fact]
    public void Next_WithSeveralSeeds_EqualsEachSeedAloneOnEveryDraw()
    {
        long[] seeds = [7, 8, -3];
        using var together = new NoiseSource(seeds);
        var alone = seeds.Select(seed => new NoiseSource([seed])).ToArray();

        for (var draw = 0; draw < 3; draw++)
        {
            using var batch = together.Next([4, 5, 6]);
            var values = batch.data<float>().ToArray();
            for (var i = 0; i < seeds.Length; i++)
            {
                using var one = alone[i].Next([4, 5, 6]);
                Assert.Equal(one.data<float>().ToArray(), values.AsSpan(i * 120, 120).ToArray());
            }
        }

        foreach (var source in alone) source.Dispose();
    }

    [Fact]
    public void NextLike_WithHalfPrecisionBatch_CastsTheFloatDraw()
    {
        using var source = new NoiseSource([1]);
        using var reference = new NoiseSource([1]);
        using var batch = zeros(1, 4, 3, 3, dtype: ScalarType.BFloat16);
        using var noise = source.NextLike(batch);
        using var expected = reference.Next([4, 3, 3]);
        using var cast = expected.to(ScalarType.BFloat16);
        Assert.True(noise.equal(cast).all().item<bool>());
    }

    [Fact]
    public void NextLike_WhenRowsAndSeedsDiffer_Throws()
    {
        using var source = new NoiseSource([1, 2]);
        using var batch = zeros(3, 4, 2, 2);
        Assert.Contains("[3, 4, 2, 2]", Assert.Throws<ArgumentException>(() => source.NextLike(batch)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_AfterDispose_Throws()
    {
        var source = new NoiseSource([1]);
        source.Dispose();
        source.Dispose();
        Assert.Throws<ObjectDisposedException>(() => source.Next([4]));
    }

    [Fact]
    public void Next_WhenResultIsDisposed_LeaksNothing() => TensorLeaks.AssertNone(() =>
    {
        using var source = new NoiseSource([1, 2]);
        source.Next([4, 2, 2]).Dispose();
    });
}
