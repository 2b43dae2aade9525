using Senmitsu.Diffusion.Samplers;
using Senmitsu.Diffusion.Schedules;
using Senmitsu.Numerics;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Diffusion.Samplers;

/// <summary>What holds for every member of the catalog on every spacing.</summary>
public sealed class SamplerContractTests
{
    public static MatrixTheoryData<string, string> All => new(SamplerCatalog.All.Select(s => s.Name), SpacingCatalog.All.Select(s => s.Name));

    public static TheoryData<string> Samplers => [.. SamplerCatalog.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void Sample_WithPerfectDenoiser_EndsAtTheTruth(string sampler, string spacing)
    {
        using var result = Run(sampler, spacing, new GaussianDenoiser(mean: 0.7, spread: 0), steps: 12, seed: 5);
        Assert.All(result.data<float>().ToArray(), value => Assert.Equal(0.7f, value, 1e-5f));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Sample_OfNormalData_EqualsDoublePrecisionPath(string sampler, string spacing)
    {
        const int Steps = 20;
        var choice = SamplerCatalog.Resolve(sampler, spacing);
        var sigmas = choice.Spacing.Sigmas(NoiseSchedule.Generation, Steps);
        var denoiser = new GaussianDenoiser(mean: 0.3, spread: 1.4);
        using var noises = new NoiseSource([11]);
        using var start = noises.Next([4, 4, 4]);
        using var x = start * sigmas[0];
        var drawn = new List<float[]>();

        using var result = choice.Sampler.Sampler.Sample(denoiser, x, new SamplingContext
        {
            Sigmas = sigmas,
            Noise = like =>
            {
                var noise = noises.NextLike(like);
                drawn.Add(noise.data<float>().ToArray());
                return noise;
            },
        });

        Assert.Equal(Steps, denoiser.Calls);
        Assert.Equal(choice.Sampler.AddsNoise ? Steps - 1 : 0, drawn.Count);
        var (first, last) = (x.data<float>().ToArray(), result.data<float>().ToArray());
        for (var i = 0; i < first.Length; i++)
        {
            var noise = new Queue<double>(drawn.Select(values => (double)values[i]));
            Assert.Equal(ReferencePaths.Run(sampler, denoiser.Denoise, first[i], sigmas, noise), last[i], 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Sample_WithTheSameSeed_GivesTheSameBits(string sampler)
    {
        using var first = Run(sampler, "Karras", new GaussianDenoiser(0.1, 2), 8, 3);
        using var second = Run(sampler, "Karras", new GaussianDenoiser(0.1, 2), 8, 3);
        Assert.Equal(first.data<float>().ToArray(), second.data<float>().ToArray());
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Sample_WhenCancelled_StopsBeforeTheNextStepAndLeaksNothing(string sampler) => TensorLeaks.AssertNone(() =>
    {
        using var source = new CancellationTokenSource();
        var denoiser = new GaussianDenoiser(0, 1);
        using var x = ones(1, 4, 2, 2);
        Assert.Throws<OperationCanceledException>(() => SamplerCatalog.Find(sampler)!.Sampler.Sample(denoiser, x, new SamplingContext
        {
            Sigmas = SpacingCatalog.Karras.Sigmas(NoiseSchedule.Generation, 10),
            Noise = like => rand_like(like),
            OnStep = (step, _, _, _) => { if (step == 2) source.Cancel(); },
            Token = source.Token,
        }));
        Assert.Equal(3, denoiser.Calls);
    });

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Sample_ReportsEveryStepAndLeaksNothing(string sampler) => TensorLeaks.AssertNone(() =>
    {
        var sigmas = SpacingCatalog.Uniform.Sigmas(NoiseSchedule.Generation, 6);
        var seen = new List<(int, float)>();
        using var x = ones(2, 4, 2, 2);
        using var result = SamplerCatalog.Find(sampler)!.Sampler.Sample(new GaussianDenoiser(0, 1), x, new SamplingContext
        {
            Sigmas = sigmas,
            Noise = like => zeros_like(like),
            OnStep = (step, sigma, before, denoised) =>
            {
                Assert.Equal(x.shape, before.shape);
                Assert.Equal(x.shape, denoised.shape);
                seen.Add((step, sigma));
            },
        });
        Assert.Equal(sigmas.SkipLast(1).Select((sigma, i) => (i, sigma)), seen);
    });

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Sample_WithoutSteps_ReturnsACopyTheCallerOwns(string sampler)
    {
        using var x = ones(1, 4, 2, 2);
        using var result = SamplerCatalog.Find(sampler)!.Sampler.Sample(new GaussianDenoiser(0, 1), x, new SamplingContext { Sigmas = [0f], Noise = like => zeros_like(like) });
        Assert.NotSame(x, result);
        Assert.Equal(x.data<float>().ToArray(), result.data<float>().ToArray());
    }

    [Fact]
    public void EulerAncestral_WithEtaZero_EqualsEuler()
    {
        using var x = linspace(-3, 3, 16).view(1, 4, 2, 2);
        var context = new SamplingContext { Sigmas = SpacingCatalog.Karras.Sigmas(NoiseSchedule.Generation, 9), Noise = like => rand_like(like), Eta = 0 };
        using var ancestral = SamplerCatalog.Find("Euler a")!.Sampler.Sample(new GaussianDenoiser(0, 1), x, context);
        using var plain = SamplerCatalog.Find("Euler")!.Sampler.Sample(new GaussianDenoiser(0, 1), x, context);
        Assert.Equal(plain.data<float>().ToArray(), ancestral.data<float>().ToArray());
    }

    private static Tensor Run(string sampler, string spacing, GaussianDenoiser denoiser, int steps, long seed)
    {
        var choice = SamplerCatalog.Resolve(sampler, spacing);
        var sigmas = choice.Spacing.Sigmas(NoiseSchedule.Generation, steps);
        using var noise = new NoiseSource([seed, seed + 1]);
        using var start = noise.Next([4, 3, 5]);
        using var x = start * sigmas[0];
        return choice.Sampler.Sampler.Sample(denoiser, x, new SamplingContext { Sigmas = sigmas, Noise = noise.NextLike });
    }
}
