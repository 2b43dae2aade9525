using Senmitsu.Diffusion.Schedules;
using Senmitsu.Tests.Diffusion;
using Senmitsu.Training.Losses;
using Senmitsu.Tests.Testing;
using Senmitsu.Training.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Training.Losses;

public sealed class LossTests
{
    [Theory]
    [InlineData(PredictionType.Epsilon)]
    [InlineData(PredictionType.Velocity)]
    public void MinSnr_EqualsTheFormula(PredictionType prediction)
    {
        using var alphas = NoiseSchedule.Training.AlphasCumprodOn(CPU);
        long[] steps = [0, 100, 500, 999];
        using var timesteps = tensor(steps);
        using var weights = MinSnrWeighting.Weights(alphas, timesteps, 5, prediction);
        var actual = weights.data<float>().ToArray();
        for (var i = 0; i < steps.Length; i++)
        {
            double alpha = NoiseSchedule.Training.AlphasCumprod[(int)steps[i]];
            var snr = alpha / (1 - alpha);
            var expected = Math.Min(snr, 5) / (prediction == PredictionType.Velocity ? snr + 1 : snr);
            Assert.Equal(expected, actual[i], expected * 1e-4);
        }
    }

    [Fact]
    public void PerSample_WithMask_CountsMaskedPixelsAsRight()
    {
        using var target = zeros(2, 4, 2, 2);
        using var predicted = ones(2, 4, 2, 2);
        using var mask = tensor(new float[] { 1, 0, 0.5f, 0, 1, 1, 1, 1 }).view(2, 1, 2, 2);
        using var perSample = DenoisingLoss.PerSample(predicted, target, LossType.L2, null, mask);
        Assert.Equal([0.375f, 1], perSample.data<float>().ToArray()); // divided by all four pixels, as sd-scripts does
    }

    [Fact]
    public void PerSample_OfHalfPrecisionPrediction_IsComputedInFloat32()
    {
        using var target = zeros(2, 4, 3, 3);
        using var predicted = tensor(new float[] { 1, 3 }).view(2, 1, 1, 1).expand(2, 4, 3, 3).to(ScalarType.BFloat16);
        using var perSample = DenoisingLoss.PerSample(predicted, target);
        Assert.Equal([1, 9], perSample.data<float>().ToArray());
        using var weights = tensor(new float[] { 1, 0.5f });
        using var mean = DenoisingLoss.Mean(perSample, weights);
        Assert.Equal(2.75f, mean.item<float>());
    }

    [Fact]
    public void PerSample_WhenShapesDiffer_Throws()
    {
        using var a = zeros(1, 4, 2, 2);
        using var b = zeros(2, 4, 2, 2);
        Assert.Throws<ArgumentException>(() => DenoisingLoss.PerSample(a, b));
    }

    [Fact]
    public void PerSample_PassesTheGradient()
    {
        using var target = zeros(1, 4, 1, 1);
        using var predicted = ones(1, 4, 1, 1).requires_grad_();
        using var perSample = DenoisingLoss.PerSample(predicted, target);
        using var loss = DenoisingLoss.Mean(perSample, null);
        loss.backward();
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f], predicted.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Velocity_TurnsNoiseAndLatentByTheSameAngle()
    {
        using var alphas = NoiseSchedule.Training.AlphasCumprodOn(CPU);
        using var timesteps = tensor(new long[] { 300 });
        using var latent = randn(1, 4, 2, 2);
        using var noise = randn(1, 4, 2, 2);
        using var noisy = ForwardDiffusion.AddNoise(latent, noise, alphas, timesteps);
        using var velocity = DenoisingLoss.Target(latent, noise, alphas, timesteps, PredictionType.Velocity);

        // √ᾱ·x_t − √(1−ᾱ)·v = x₀ (Salimans & Ho 2022, §4).
        var alpha = NoiseSchedule.Training.AlphasCumprod[300];
        using var recovered = noisy * MathF.Sqrt(alpha) - velocity * MathF.Sqrt(1 - alpha);
        GoldenTensors.AssertClose("x₀", latent.data<float>().ToArray(), recovered.data<float>().ToArray(), 0, 1e-6);
    }

    [Fact]
    public void Everything_LeaksNothing() => TensorLeaks.AssertNone(() =>
    {
        using var alphas = NoiseSchedule.Training.AlphasCumprodOn(CPU);
        using var timesteps = tensor(new long[] { 1, 2 });
        using var latent = zeros(2, 4, 2, 2);
        using var shift = ones(2, 4, 1, 1);
        using var noise = NoiseOffset.Apply(latent, shift, 0.1);
        using var noisy = ForwardDiffusion.AddNoise(latent, noise, alphas, timesteps);
        using var epsilon = DenoisingLoss.Target(latent, noise, alphas, timesteps, PredictionType.Epsilon);
        using var velocity = DenoisingLoss.Target(latent, noise, alphas, timesteps, PredictionType.Velocity);
        using var weights = MinSnrWeighting.Weights(alphas, timesteps, 5, PredictionType.Epsilon);
        using var perSample = DenoisingLoss.PerSample(noisy, velocity);
        using var mean = DenoisingLoss.Mean(perSample, weights);
    });
}
