using Senmitsu.Diffusion.Denoisers;
using Senmitsu.Diffusion.Schedules;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Diffusion.Denoisers;

public sealed class DenoiserTests
{
    private static readonly NoiseSchedule Schedule = NoiseSchedule.Generation;

    // A network that knows the truth x₀ = 0.4 must lead back to it exactly, whatever it predicts.
    [Theory]
    [InlineData(PredictionType.Epsilon, 0.03f)]
    [InlineData(PredictionType.Epsilon, 14f)]
    [InlineData(PredictionType.Velocity, 0.03f)]
    [InlineData(PredictionType.Velocity, 14f)]
    public void Denoise_WithAllKnowingNetwork_ReturnsTheTruth(PredictionType prediction, float sigma)
    {
        const double Truth = 0.4;
        var denoiser = new DiscreteDenoiser(Schedule, prediction, (input, timesteps, _) =>
        {
            Assert.Equal(Schedule.SigmaToTimestep(sigma), timesteps[0].item<float>(), 1e-3f);
            var alpha = 1 / (1 + (double)sigma * sigma);
            using var noise = (input - Math.Sqrt(alpha) * Truth) / Math.Sqrt(1 - alpha);
            return prediction == PredictionType.Epsilon ? noise.alias() : Math.Sqrt(alpha) * noise - Math.Sqrt(1 - alpha) * Truth;
        });
        using var noise = randn(2, 4, 3, 3);
        using var x = noise * sigma + Truth;
        using var text = zeros(2, 77, 8);
        using var denoised = denoiser.Denoise(x, sigma, text);
        Assert.All(denoised.data<float>().ToArray(), value => Assert.Equal(Truth, value, 2e-5 * Math.Max(1, sigma)));
    }

    [Fact]
    public void Denoise_WithHalfPrecisionNetwork_StaysInFloat32()
    {
        var denoiser = new DiscreteDenoiser(Schedule, PredictionType.Epsilon, (input, _, _) => input.to(ScalarType.BFloat16));
        using var x = randn(1, 4, 2, 2);
        using var text = zeros(1, 77, 8);
        using var denoised = denoiser.Denoise(x, 2, text);
        Assert.Equal(ScalarType.Float32, denoised.dtype);
    }

    [Theory]
    [InlineData(77, 77, 1)]
    [InlineData(154, 77, 2)]
    public void Cfg_GuidesOnTheDenoisedAndBatchesEqualLengths(int conditionalLength, int unconditionalLength, int expectedCalls)
    {
        var calls = 0;
        // Predicts −(mean of the embedding) everywhere, so x₀ = x + σ·mean.
        var denoiser = new DiscreteDenoiser(Schedule, PredictionType.Epsilon, (input, timesteps, text) =>
        {
            calls++;
            Assert.Equal(input.shape[0], text.shape[0]);
            Assert.Equal(input.shape[0], timesteps.shape[0]);
            using var perRow = text.mean([1, 2]).neg().view(-1, 1, 1, 1);
            return perRow.expand(input.shape).clone();
        });
        using var x = zeros(2, 4, 2, 2);
        using var conditional = full([2, conditionalLength, 8], 3f);
        using var unconditional = ones(2, unconditionalLength, 8);
        using var cfg = new CfgDenoiser(denoiser, conditional, unconditional, 7);

        using var denoised = cfg.Denoise(x, 2);

        Assert.Equal(expectedCalls, calls);
        // u = 2·1, c = 2·3, u + (c − u)·7 = 30.
        Assert.All(denoised.data<float>().ToArray(), value => Assert.Equal(30, value, 1e-4));
    }

    [Fact]
    public void Cfg_WithScaleOne_StillEvaluatesTheNegativePrompt()
    {
        var rows = 0L;
        var denoiser = new DiscreteDenoiser(Schedule, PredictionType.Epsilon, (input, _, _) => { rows += input.shape[0]; return zeros_like(input); });
        using var x = zeros(1, 4, 2, 2);
        using var text = ones(1, 77, 8);
        using var cfg = new CfgDenoiser(denoiser, text, text, 1);
        cfg.Denoise(x, 1).Dispose();
        Assert.Equal(2, rows);
    }

    [Fact]
    public void Cfg_OutlivesTheScopeOfItsEmbeddingsAndLeaksNothing() => TensorLeaks.AssertNone(() =>
    {
        var denoiser = new DiscreteDenoiser(Schedule, PredictionType.Epsilon, (input, _, _) => input.clone());
        CfgDenoiser cfg;
        using (NewDisposeScope()) cfg = new CfgDenoiser(denoiser, ones(1, 77, 8), ones(1, 77, 8), 4);
        using (cfg)
        using (var x = zeros(1, 4, 2, 2))
            cfg.Denoise(x, 1).Dispose();
    });

    [Fact]
    public void Cfg_WhenBatchesDiffer_Throws()
    {
        var denoiser = new DiscreteDenoiser(Schedule, PredictionType.Epsilon, (input, _, _) => input.clone());
        using var two = ones(2, 77, 8);
        using var one = ones(1, 77, 8);
        Assert.Throws<ArgumentException>(() => new CfgDenoiser(denoiser, two, one, 7));
    }
}
