using Senmitsu.Diffusion.Samplers;
using Senmitsu.Diffusion.Samplers.Exponential;
using Senmitsu.Diffusion.Samplers.Slopes;
using Senmitsu.Diffusion.Schedules;

namespace Senmitsu.Tests.Diffusion.Samplers;

public sealed class SamplingPlanTests
{
    private static readonly NoiseSchedule Schedule = NoiseSchedule.Generation;

    [Fact]
    public void FromNoise_OfSamplersThatDiscard_LeavesOutTheSigmaBeforeTheLast()
    {
        var plan = SamplingPlan.FromNoise(SamplerCatalog.Resolve("DPM2", "Karras"), Schedule, 10, SpacingOptions.Default);
        var longer = SpacingCatalog.Karras.Sigmas(Schedule, 11);
        Assert.Equal([.. longer[..10], 0f], plan.Sigmas);
    }

    [Theory]
    [InlineData("DDIM", 0.75, 15)]
    [InlineData("UniPC", 0.5, 10)]
    public void FromLatent_OnTimesteps_NoisesOneTimestepHigherThanItBegins(string sampler, double strength, int noisy)
    {
        var plan = SamplingPlan.FromLatent(SamplerCatalog.Resolve(sampler, null), Schedule, ImageToImagePlan.Create(20, strength, exactSteps: false), SpacingOptions.Default);
        var timesteps = TimestepLadder.Timesteps(20);
        var (noiseSigma, firstSigma) = (Schedule.Sigmas[timesteps[noisy]], Schedule.Sigmas[timesteps[noisy - 1]]);
        Assert.Equal(noiseSigma, plan.NoiseSigma, 1e-6);
        Assert.Equal(firstSigma, plan.Sigmas[0], 1e-5f);
        Assert.Equal(Math.Sqrt((1 + firstSigma * firstSigma) / (1 + noiseSigma * noiseSigma)), plan.StartScale, 1e-6);
    }

    [Fact]
    public void FromLatent_OnASpacing_TakesItsEnd()
    {
        var plan = SamplingPlan.FromLatent(SamplerCatalog.Resolve("Euler", "Karras"), Schedule, ImageToImagePlan.Create(20, 0.5, exactSteps: false), SpacingOptions.Default);
        Assert.Equal(SpacingCatalog.Karras.Sigmas(Schedule, 20)[9..], plan.Sigmas);
        Assert.Equal(21, plan.FullSigmas.Length);
    }

    [Fact]
    public void Lcm_RunsOverItsOwnTimesteps()
    {
        var sigmas = TimestepLadder.Lcm(Schedule, 50);
        Assert.Equal(51, sigmas.Length);
        for (var i = 0; i < 50; i++) Assert.Equal(Schedule.Sigmas[999 - 20 * i], sigmas[i], 1e-4f * sigmas[i]);
        Assert.Equal(519, TimestepLadder.NearestLcmTimestep(Schedule, Schedule.Sigmas[525]));
    }

    [Theory]
    [InlineData(6, new[] { 3, 2, 1 })]
    [InlineData(7, new[] { 3, 3, 1 })]
    [InlineData(8, new[] { 3, 3, 2 })]
    [InlineData(1, new[] { 1 })]
    [InlineData(3, new[] { 2, 1 })]
    public void DpmFast_SharesItsEstimates(int estimates, int[] orders)
    {
        Assert.Equal(orders, DpmFastSampler.Orders(estimates));
        Assert.Equal(estimates, orders.Sum());
    }

    // 20 steps: 11 Karras steps and once 9 more, from σ ≈ 2 back to σ ≈ 0.1; 36: 18 and twice 9.
    [Theory]
    [InlineData(19, 0, 19)]
    [InlineData(20, 1, 20)]
    [InlineData(36, 2, 36)]
    public void Restart_GoesBackNearTheEnd(int steps, int times, int expected)
    {
        var all = RestartSampler.Steps(SpacingCatalog.Karras.Sigmas(Schedule, steps));
        Assert.Equal(expected, all.Count);
        Assert.Equal(times, all.Zip(all.Skip(1)).Count(pair => pair.Second.From > pair.First.To));
        Assert.Equal(0, all[^1].To);
    }
}
