using System.Globalization;
using Senmitsu.Diffusion.Schedules;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Diffusion.Schedules;

[Trait("Category", Golden.Trait)]
public sealed class NoiseScheduleGoldenTests
{
    // One unit in the last place of ᾱ near 1.
    private const double Ulp = 6e-8;

    [Fact]
    public void Tables_EqualTheReference()
    {
        using var golden = new GoldenTensors("schedules.safetensors");
        GoldenTensors.AssertClose("alphas_cumprod", golden.Floats("alphas_cumprod"), NoiseSchedule.Generation.AlphasCumprod, Ulp);
        GoldenTensors.AssertClose("alphas_cumprod_diffusers_f32", golden.Floats("alphas_cumprod_diffusers_f32"), NoiseSchedule.Training.AlphasCumprod, Ulp);
        GoldenTensors.AssertClose("sigmas_1000", golden.Floats("sigmas_1000"), NoiseSchedule.Generation.Sigmas, 1e-6);
        GoldenTensors.AssertClose("log_sigmas_1000", golden.Floats("log_sigmas_1000"), NoiseSchedule.Generation.LogSigmas, 1e-6, 1e-6);
    }

    [Fact]
    public void Conversions_EqualTheReference()
    {
        using var golden = new GoldenTensors("schedules.safetensors");
        var timesteps = Array.ConvertAll(golden.Floats("sigma_to_t.in"), NoiseSchedule.Generation.SigmaToTimestep);
        GoldenTensors.AssertClose("sigma_to_t", golden.Floats("sigma_to_t.out"), timesteps, 1e-5, 2e-4);
        var sigmas = Array.ConvertAll(golden.Floats("t_to_sigma.in"), NoiseSchedule.Generation.TimestepToSigma);
        GoldenTensors.AssertClose("t_to_sigma", golden.Floats("t_to_sigma.out"), sigmas, 2e-6);
    }

    [Theory]
    [InlineData("normal_", "Automatic")]
    [InlineData("normal_", "Uniform")]
    [InlineData("karras_", "Karras")]
    [InlineData("exponential_", "Exponential")]
    [InlineData("polyexponential_", "Polyexponential")]
    [InlineData("simple_", "Simple")]
    [InlineData("comfy_normal_", "Normal")]
    [InlineData("sgm_uniform_", "SGM Uniform")]
    [InlineData("ddim_uniform_", "DDIM")]
    [InlineData("beta_", "Beta")]
    [InlineData("kl_optimal_", "KL Optimal")]
    [InlineData("align_your_steps_", "Align Your Steps")]
    public void Spacings_EqualTheReference(string prefix, string spacing)
    {
        using var golden = new GoldenTensors("schedules.safetensors");
        var names = golden.Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(names);
        foreach (var name in names)
        {
            var steps = int.Parse(name.AsSpan(prefix.Length), CultureInfo.InvariantCulture);
            GoldenTensors.AssertClose(name, golden.Floats(name), SpacingCatalog.Find(spacing)!.Sigmas(NoiseSchedule.Generation, steps), 1e-5, name.StartsWith("kl_optimal", StringComparison.Ordinal) ? 2e-6 : 0);
        }
    }

    [Theory]
    [InlineData(20)]
    [InlineData(25)]
    public void Timesteps_EqualTheReference(int steps)
    {
        using var golden = new GoldenTensors("schedules.safetensors");
        Assert.Equal(golden.Longs($"ddim_timesteps_{steps}").Order(), TimestepLadder.Timesteps(steps).Select(timestep => (long)timestep));
    }
}
