using Senmitsu.Diffusion.Denoisers;
using Senmitsu.Diffusion.Samplers;
using Senmitsu.Diffusion.Schedules;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Generation;

/// <summary>Whole sampling runs through the real UNet with guidance, against k-diffusion.</summary>
[Trait("Category", Golden.Trait)]
public sealed class SamplerTrajectoryTests
{
    /// <summary>The reference's own float32 runs lie this far, in standard deviations, from float64 runs times a small factor.</summary>
    private const double Tolerance = 1e-4;

    private const double CfgScale = 7;

    [Theory]
    [InlineData("euler", "Euler", "Uniform")]
    [InlineData("euler_karras25", "Euler", "Karras")]
    [InlineData("euler_a", "Euler a", "Uniform")]
    [InlineData("dpmpp_2m", "DPM++ 2M", "Uniform")]
    [InlineData("dpmpp_2m_karras", "DPM++ 2M", "Karras")]
    public void Sample_WholeRun_EqualsReference(string run, string sampler, string spacing)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var golden = new GoldenTensors("samplers.safetensors");
        using var model = TinyModel.Load();
        var choice = SamplerCatalog.Resolve(sampler, spacing);
        var expectedSigmas = golden.Floats($"{run}.sigmas");
        var sigmas = choice.Spacing.Sigmas(NoiseSchedule.Generation, expectedSigmas.Length - 1);
        GoldenTensors.AssertClose($"{run}.sigmas", expectedSigmas, sigmas, 5e-6);

        var noises = golden["noises"];
        var draws = 0;
        var x = golden["x_noise"].mul(sigmas[0]);
        var denoiser = new DiscreteDenoiser(NoiseSchedule.Generation, PredictionType.Epsilon, model.Unet.Forward);
        using var guided = new CfgDenoiser(denoiser, golden["cond"], golden["uncond"], CfgScale);
        var result = choice.Sampler.Sampler.Sample(guided, x, new SamplingContext
        {
            Sigmas = sigmas,
            Noise = like => noises[draws++].view(like.shape),
            OnStep = (step, _, state, denoised) =>
            {
                if (golden.Has($"{run}.x_at_{step}")) TensorAssert.CloseToDeviation(golden[$"{run}.x_at_{step}"], state, Tolerance, $"{run}.x_at_{step}");
                if (golden.Has($"{run}.denoised_at_{step}")) TensorAssert.CloseToDeviation(golden[$"{run}.denoised_at_{step}"], denoised, Tolerance, $"{run}.denoised_at_{step}");
            },
        });
        TensorAssert.CloseToDeviation(golden[$"{run}.final"], result, Tolerance, $"{run}.final");
    }
}
