using Senmitsu.Tests.Testing;
using Senmitsu.Training.Losses;
using Senmitsu.Training.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Training.Losses;

public sealed class TrainingNoiseTests
{
    private static readonly LossSettings Everything = new()
    {
        NoiseOffset = 0.1, NoiseOffsetRandomStrength = true, AdaptiveNoiseScale = 0.2, MultiresNoiseIterations = 6, IpNoiseGamma = 0.1, IpNoiseGammaRandomStrength = true,
    };

    [Fact]
    public void Draw_WithoutOptions_IsPlainNoise()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5, CPU);
        using var noise = Draw(new());
        Assert.Null(noise.Added);
        Assert.Equal(randn(2, 4, 16, 24, generator: generator).data<float>().ToArray(), noise.Target.data<float>().ToArray());
    }

    [Fact]
    public void Draw_OfTheSameSeed_IsTheSame()
    {
        using TrainingNoise a = Draw(Everything), b = Draw(Everything), plain = Draw(new());
        Assert.Equal(a.Target.data<float>().ToArray(), b.Target.data<float>().ToArray());
        Assert.Equal(a.Added!.data<float>().ToArray(), b.Added!.data<float>().ToArray());
        Assert.NotEqual(a.Target.data<float>().ToArray(), plain.Target.data<float>().ToArray());
    }

    [Fact]
    public void Draw_WithOffset_ShiftsEachChannelByOneNumber()
    {
        using var scope = NewDisposeScope();
        using TrainingNoise noise = Draw(new() { NoiseOffset = 0.5 }), plain = Draw(new());
        var shift = noise.Target - plain.Target;
        Assert.True((shift - shift.mean([2, 3], keepdim: true)).abs().max().item<float>() < 1e-6);
        Assert.InRange(shift.mean([2, 3]).std().item<float>(), 0.2f, 0.9f);
    }

    [Fact]
    public void ApplyAdaptive_GrowsWithTheChannelsMeanAndStopsAtZero()
    {
        using var scope = NewDisposeScope();
        var latent = tensor(new float[] { 0, 2, -2, 0.5f }).view(1, 4, 1, 1).expand(1, 4, 3, 3);
        var result = NoiseOffset.ApplyAdaptive(zeros(1, 4, 3, 3), ones(1, 4, 1, 1), 0.1, latent, -0.08);
        Assert.All(result.mean([2, 3]).data<float>().ToArray().Zip([0.1, 0, 0, 0.06]), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }

    [Fact]
    public void Multires_HasUnitDeviationAndCoarseStructure()
    {
        using var scope = NewDisposeScope();
        using TrainingNoise noise = Draw(new() { MultiresNoiseIterations = 6, MultiresNoiseDiscount = 0.8 }), plain = Draw(new());
        Assert.Equal(1, noise.Target.std().item<float>(), 1e-5f);
        Assert.True(BlockMeans(noise.Target) > 1.5 * BlockMeans(plain.Target), "the coarse layers are missing");

        static float BlockMeans(Tensor x) => nn.functional.avg_pool2d(x, 8).square().mean().item<float>();
    }

    [Fact]
    public void Multires_WithOneIteration_AddsAFullSizeLayer()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(9, CPU);
        using var again = new Generator(9, CPU);
        var result = MultiresNoise.Apply(zeros(1, 4, 8, 8), 1, 0.3, generator);
        rand([1], generator: again);
        var layer = randn(1, 4, 8, 8, generator: again);
        GoldenTensors.AssertClose("layer", (layer / layer.std()).data<float>().ToArray(), result.data<float>().ToArray(), 1e-5, 1e-6);
    }

    [Fact]
    public void Draw_WithInputPerturbation_LeavesTheTargetAlone()
    {
        using var scope = NewDisposeScope();
        using TrainingNoise noise = Draw(new() { IpNoiseGamma = 0.1 }), plain = Draw(new());
        Assert.Equal(plain.Target.data<float>().ToArray(), noise.Target.data<float>().ToArray());
        Assert.Equal(0.1f, (noise.Added! - noise.Target).std().item<float>(), 0.01f);
    }

    [Fact]
    public void Draw_WithEverything_LeaksNothing() => TensorLeaks.AssertNone(() => Draw(Everything).Dispose());

    private static TrainingNoise Draw(LossSettings settings)
    {
        using var generator = new Generator(5, CPU);
        using var latent = ones(2, 4, 16, 24);
        return TrainingNoise.Draw(latent, settings, generator);
    }
}
