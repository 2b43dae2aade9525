using Senmitsu.Diffusion.Denoisers;
using Senmitsu.Diffusion.Samplers;
using Senmitsu.Diffusion.Schedules;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Generation;

/// <summary>Whole sampling runs through the real UNet with guidance, against k-diffusion and A1111's samplers on timesteps.</summary>
[Trait("Category", Golden.Trait)]
public sealed class SamplerTrajectoryTests
{
    /// <summary>The reference's own float32 runs lie 3e-6 to 7e-6 standard deviations from float64 runs (samplers_fp64_sensitivity.json); none is chaotic.</summary>
    private const double Tolerance = 1e-4;

    private const double CfgScale = 7;

    [Theory]
    [InlineData("euler", "Euler", "Uniform")]
    [InlineData("euler_karras25", "Euler", "Karras")]
    [InlineData("euler_a", "Euler a", "Uniform")]
    [InlineData("heun", "Heun", "Uniform")]
    [InlineData("lms", "LMS", "Uniform")]
    [InlineData("lms_karras", "LMS", "Karras")]
    [InlineData("dpm2", "DPM2", "Uniform")]
    [InlineData("dpm2_a", "DPM2 a", "Uniform")]
    [InlineData("dpmpp_2m", "DPM++ 2M", "Uniform")]
    [InlineData("dpmpp_2m_karras", "DPM++ 2M", "Karras")]
    [InlineData("dpmpp_2s_a", "DPM++ 2S a", "Uniform")]
    [InlineData("dpmpp_sde_karras", "DPM++ SDE", "Karras")]
    [InlineData("dpmpp_2m_sde_karras", "DPM++ 2M SDE", "Karras")]
    [InlineData("dpmpp_3m_sde_karras", "DPM++ 3M SDE", "Karras")]
    public void Sample_WholeRun_EqualsReference(string run, string sampler, string spacing)
    {
        using var golden = new GoldenTensors("samplers.safetensors");
        var choice = SamplerCatalog.Resolve(sampler, spacing);
        var expectedSigmas = golden.Floats($"{run}.sigmas");

        // The reference ran every sampler without leaving out a σ.
        var sigmas = choice.Spacing.Sigmas(NoiseSchedule.Generation, expectedSigmas.Length - 1);
        GoldenTensors.AssertClose($"{run}.sigmas", expectedSigmas, sigmas, 1e-5);
        using var scope = NewDisposeScope();
        var result = Run(golden, choice, sigmas, golden["x_noise"].mul(sigmas[0]), (step, _, state, denoised) =>
        {
            if (golden.Has($"{run}.x_at_{step}")) TensorAssert.CloseToDeviation(golden[$"{run}.x_at_{step}"], state, Tolerance, $"{run}.x_at_{step}");
            if (golden.Has($"{run}.denoised_at_{step}")) TensorAssert.CloseToDeviation(golden[$"{run}.denoised_at_{step}"], denoised, Tolerance, $"{run}.denoised_at_{step}");
        });
        TensorAssert.CloseToDeviation(golden[$"{run}.final"], result, Tolerance, $"{run}.final");
    }

    // Compared at unit variance, √ᾱ·x, which is what A1111 carries; it reports x after the step, we before.
    [Theory]
    [InlineData("webui_ddim", "DDIM", 19)]
    [InlineData("webui_plms", "PLMS", 20)]
    [InlineData("webui_unipc", "UniPC", 20)]
    public void Sample_OnTimesteps_EqualsReference(string run, string sampler, int modelCalls)
    {
        using var golden = new GoldenTensors("samplers.safetensors");
        using var scope = NewDisposeScope();
        var choice = SamplerCatalog.Resolve(sampler, null);
        var plan = SamplingPlan.FromNoise(choice, NoiseSchedule.Generation, 20, SpacingOptions.Default);
        Assert.Equal(golden.Longs($"{run}.timesteps").Order(), TimestepLadder.Timesteps(20).Select(timestep => (long)timestep));
        var calls = 0;
        var result = Run(golden, choice, plan.Sigmas, golden["x_noise"].mul(plan.NoiseSigma * plan.StartScale), (step, sigma, state, _) =>
        {
            var name = $"{run}.x_at_{step - 1}";
            if (choice.Sampler.Ladder == SamplerLadder.Timesteps && golden.Has(name)) TensorAssert.CloseToDeviation(golden[name], state / Math.Sqrt(1 + sigma * sigma), Tolerance, name);
        }, () => calls++);
        TensorAssert.CloseToDeviation(golden[$"{run}.final"], result * plan.EndScale, Tolerance, $"{run}.final");
        Assert.Equal(modelCalls, calls);
    }

    private static Tensor Run(GoldenTensors golden, SamplerChoice choice, float[] sigmas, Tensor x, SamplingStep onStep, Action? onCall = null)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = TinyModel.Load();
        var noises = golden["noises"];
        var draws = 0;
        var denoiser = new DiscreteDenoiser(NoiseSchedule.Generation, PredictionType.Epsilon, (input, timesteps, text) =>
        {
            onCall?.Invoke();
            return model.Unet.Forward(input, timesteps, text);
        });
        using var guided = new CfgDenoiser(denoiser, golden["cond"], golden["uncond"], CfgScale);
        return choice.Sampler.Sampler.Sample(guided, x, new SamplingContext
        {
            Sigmas = sigmas,
            Noise = like => noises[draws++].view(like.shape).clone(),
            OnStep = onStep,
            Eta = choice.Sampler.UsesDdimEta ? 0 : 1,
        }).MoveToOuterDisposeScope();
    }
}
