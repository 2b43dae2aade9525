using Senmitsu.Generation;
using Senmitsu.Generation.Settings;
using Senmitsu.Numerics;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Generation;

public sealed class ImageNoiseTests
{
    private static readonly long[] Shape = [4, 8, 6];

    [Fact]
    public void First_WithoutVariation_IsTheSeedsOwnNoise()
    {
        using var expected = Plain(5, Shape);
        using var actual = First(new NoiseSettings(), 5, 9, Shape);
        Assert.Equal(expected.data<float>().ToArray(), actual.data<float>().ToArray());
    }

    [Theory]
    [InlineData(RandomSource.Cpu)]
    [InlineData(RandomSource.Nv)]
    public void First_AtFullStrength_IsTheVariationsNoise(RandomSource source)
    {
        using var expected = Plain(9, Shape, source);
        using var actual = First(new NoiseSettings { VariationStrength = 1, Source = source }, 5, 9, Shape);
        TensorAssert.Close(expected, actual, 1e-5, "variation");
    }

    // A1111's mix, per column of height h: norms along h, angle along h.
    [Fact]
    public void First_AtHalfStrength_LiesOnTheGreatCircleOfEachColumn()
    {
        using var a = Plain(5, Shape);
        using var b = Plain(9, Shape);
        using var actual = First(new NoiseSettings { VariationStrength = 0.5 }, 5, 9, Shape);
        var (x, y, z) = (a.data<float>().ToArray(), b.data<float>().ToArray(), actual.data<float>().ToArray());
        for (var column = 0; column < 4 * 6; column++)
        {
            int[] indices = [.. Enumerable.Range(0, 8).Select(row => column / 6 * 48 + row * 6 + column % 6)];
            double xx = indices.Sum(i => (double)x[i] * x[i]), yy = indices.Sum(i => (double)y[i] * y[i]), xy = indices.Sum(i => (double)x[i] * y[i]);
            var omega = Math.Acos(xy / Math.Sqrt(xx * yy));
            foreach (var i in indices) Assert.Equal(Math.Sin(omega / 2) / Math.Sin(omega) * (x[i] + y[i]), z[i], 1e-4);
        }
    }

    [Theory]
    [InlineData(4, 4, 1, 2)]
    [InlineData(8, 4, 1, 0)]
    public void First_WithSmallerNoise_PutsItIntoTheMiddle(int rows, int columns, int left, int top)
    {
        using var small = Plain(5, [4, rows, columns]);
        using var canvas = Plain(5, Shape);
        using var actual = First(new NoiseSettings { SeedResizeFromWidth = columns * 8, SeedResizeFromHeight = rows * 8 }, 5, 0, Shape);
        for (var y = 0; y < 8; y++)
        {
            for (var x = 0; x < 6; x++)
            {
                var isInside = y >= top && y < top + rows && x >= left && x < left + columns;
                var expected = isInside ? small[0, 2, y - top, x - left] : canvas[0, 2, y, x];
                Assert.Equal(expected.item<float>(), actual[0, 2, y, x].item<float>());
            }
        }
    }

    [Fact]
    public void First_WithLargerNoise_KeepsItsMiddle()
    {
        using var large = Plain(5, [4, 12, 8]);
        using var actual = First(new NoiseSettings { SeedResizeFromWidth = 64, SeedResizeFromHeight = 96 }, 5, 0, Shape);
        Assert.Equal(large[0, 1, 2, 1].item<float>(), actual[0, 1, 0, 0].item<float>());
    }

    [Fact]
    public void NextLike_WithSeedDelta_DrawsFromTheOtherSeed()
    {
        using var noise = new ImageNoise(new NoiseSettings { EtaSeedDelta = 31337 }, [5], [0], Shape);
        using var first = noise.First();
        using var second = noise.NextLike(first);
        using var expected = Plain(5 + 31337, Shape);
        Assert.Equal(expected.data<float>().ToArray(), second.data<float>().ToArray());
    }

    private static Tensor First(NoiseSettings settings, long seed, long variationSeed, long[] shape)
    {
        using var noise = new ImageNoise(settings, [seed], [variationSeed], shape);
        return noise.First();
    }

    private static Tensor Plain(long seed, long[] shape, RandomSource source = RandomSource.Nv)
    {
        using var plain = new NoiseSource([seed], source);
        return plain.Next(shape);
    }
}
