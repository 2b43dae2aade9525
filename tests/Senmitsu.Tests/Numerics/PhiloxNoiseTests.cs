using Senmitsu.Numerics;

namespace Senmitsu.Tests.Numerics;

public sealed class PhiloxNoiseTests
{
    // Numbers of an NVIDIA card, as published with A1111's rng_philox.py; single precision leaves 3e-7.
    [Theory]
    [InlineData(0, new[] { -0.92466259f, -0.42534415f, -2.6438457f, 0.14518388f, -0.12086647f, -0.57972564f, -0.62285122f, -0.32838709f, -1.07454231f, -0.36314407f, -1.67105067f, 2.26550497f })]
    [InlineData(42, new[] { 0.194019f, 2.161374f, -0.172051f, 0.849060f })]
    [InlineData(1, new[] { -0.296278f, 2.676448f, -0.140846f, -0.844095f })]
    public void Next_OfNv_EqualsTheCard(long seed, float[] expected)
    {
        using var source = new NoiseSource([seed], RandomSource.Nv);
        using var noise = source.Next([16384]);
        var values = noise.data<float>().ToArray();
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], values[i], 1e-6f);
        if (seed == 0) Assert.Equal(-2.954316f, values[16383], 1e-5f);
    }

    [Fact]
    public void Next_CalledAgain_ContinuesTheStream()
    {
        using var source = new NoiseSource([0], RandomSource.Nv);
        source.Next([4]).Dispose();
        using var second = source.Next([4]);
        Assert.Equal(0.180826f, second.data<float>()[0], 1e-6f);
        Assert.Equal(-0.552263f, second.data<float>()[1], 1e-6f);
    }
}
