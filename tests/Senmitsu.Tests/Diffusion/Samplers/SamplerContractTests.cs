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

    public static MatrixTheoryData<string, string> WithReferencePath => new(ReferencePaths.Samplers, SpacingCatalog.All.Select(s => s.Name));

    [Theory]
    [MemberData(nameof(All))]
    public void Sample_WithPerfectDenoiser_EndsAtTheTruth(string sampler, string spacing)
    {
        const double Truth = 0.7;
        var plan = Plan(sampler, spacing, steps: 24);
        using var result = Run(sampler, plan, new GaussianDenoiser(mean: Truth, spread: 0), seed: 5);

        // Samplers that end at a σ above 0 keep that much noise: five deviations of it are allowed.
        var left = Math.Max(plan.Sigmas[^1], EndsAbove(sampler) ? plan.Sigmas.Last(sigma => sigma > 0) : 0);
        Assert.All(result.data<float>().ToArray(), value => Assert.Equal(Truth * plan.EndScale, value, 2e-5 + 5 * left));
    }

    [Theory]
    [MemberData(nameof(WithReferencePath))]
    public void Sample_OfNormalData_EqualsDoublePrecisionPath(string sampler, string spacing)
    {
        var choice = SamplerCatalog.Resolve(sampler, spacing);
        var sigmas = choice.Spacing.Sigmas(NoiseSchedule.Generation, 20);
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

        Assert.Equal(sigmas.Length - 1, denoiser.Calls);
        Assert.Equal(choice.Sampler.AddsNoise ? sigmas.Count(sigma => sigma > 0) - 1 : 0, drawn.Count);
        var (first, last) = (x.data<float>().ToArray(), result.data<float>().ToArray());
        for (var i = 0; i < first.Length; i++)
        {
            var noise = new Queue<double>(drawn.Select(values => (double)values[i]));
            Assert.Equal(ReferencePaths.Run(sampler, denoiser.Denoise, first[i], sigmas, noise), last[i], 1e-5);
        }
    }

    // The exact solution of the flow for normally distributed data: (x − mean) scales with √(spread² + σ²).
    [Theory]
    [InlineData("DPM++ 2M")]
    [InlineData("DPM++ SDE")]
    [InlineData("DPM++ 2M SDE")]
    [InlineData("DPM++ 2M SDE Heun")]
    [InlineData("DPM++ 2S a")]
    [InlineData("DPM++ 3M SDE")]
    [InlineData("Heun")]
    [InlineData("DPM2")]
    [InlineData("DPM2 a")]
    [InlineData("LMS")]
    [InlineData("DPM fast")]
    [InlineData("DPM adaptive")]
    [InlineData("UniPC")]
    [InlineData("PLMS")]
    public void Sample_WithManySteps_SolvesTheFlow(string sampler)
    {
        const double Mean = 0.3, Spread = 1.4;
        var plan = Plan(sampler, "Karras", steps: 200);
        using var x = linspace(-2, 2, 16).view(1, 4, 2, 2) * plan.Sigmas[0];
        using var result = SamplerCatalog.Find(sampler)!.Sampler.Sample(new GaussianDenoiser(Mean, Spread), x, new SamplingContext { Sigmas = plan.Sigmas, Noise = like => zeros_like(like), Eta = 0 });
        double from = plan.Sigmas[0], to = EndsAbove(sampler) ? plan.Sigmas.Last(sigma => sigma > 0) : plan.Sigmas[^1];
        var gain = Math.Sqrt((Spread * Spread + to * to) / (Spread * Spread + from * from));
        using var expected = (x - Mean) * gain + Mean;
        var tolerance = sampler == "DPM adaptive" ? 0.05 : 4e-3; // its own error limit is 5 %
        TensorAssert.Close(expected, result, tolerance, sampler);
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Sample_WithTheSameSeed_GivesTheSameBits(string sampler)
    {
        var plan = Plan(sampler, "Karras", 8);
        using var first = Run(sampler, plan, new GaussianDenoiser(0.1, 2), 3);
        using var second = Run(sampler, plan, new GaussianDenoiser(0.1, 2), 3);
        Assert.Equal(first.data<float>().ToArray(), second.data<float>().ToArray());
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Sample_WhenCancelled_StopsBeforeTheNextStepAndLeaksNothing(string sampler) => TensorLeaks.AssertNone(() =>
    {
        using var source = new CancellationTokenSource();
        var denoiser = new GaussianDenoiser(0, 1);
        var calls = 0;
        using var x = ones(1, 4, 2, 2);
        Assert.Throws<OperationCanceledException>(() => SamplerCatalog.Find(sampler)!.Sampler.Sample(denoiser, x, new SamplingContext
        {
            Sigmas = SpacingCatalog.Karras.Sigmas(NoiseSchedule.Generation, 10),
            Noise = like => rand_like(like),
            OnStep = (step, _, _, _) =>
            {
                if (step != 2) return;
                source.Cancel();
                calls = denoiser.Calls;
            },
            Token = source.Token,
        }));
        Assert.NotEqual(0, calls);
        Assert.Equal(calls, denoiser.Calls);
    });

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Sample_ReportsEveryStepAndLeaksNothing(string sampler) => TensorLeaks.AssertNone(() =>
    {
        var plan = Plan(sampler, "Uniform", 6);
        var seen = new List<(int Step, float Sigma)>();
        using var x = ones(2, 4, 2, 2);
        using var result = SamplerCatalog.Find(sampler)!.Sampler.Sample(new GaussianDenoiser(0, 1), x, new SamplingContext
        {
            Sigmas = plan.Sigmas,
            Noise = like => zeros_like(like),
            OnStep = (step, sigma, before, denoised) =>
            {
                Assert.Equal(x.shape, before.shape);
                Assert.Equal(x.shape, denoised.shape);
                seen.Add((step, sigma));
            },
        });
        Assert.Equal(Enumerable.Range(0, seen.Count), seen.Select(step => step.Step));
        if (!EndsAbove(sampler)) Assert.Equal(plan.Sigmas.SkipLast(1), seen.Select(step => step.Sigma));
        Assert.Equal(plan.Sigmas[0], seen[0].Sigma, 1e-5f);
    });

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Sample_OfOneStep_IsFinite(string sampler)
    {
        var plan = Plan(sampler, "Automatic", 1);
        using var result = Run(sampler, plan, new GaussianDenoiser(0.2, 1), 9);
        Assert.True(result.isfinite().all().item<bool>());
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Sample_WithoutSteps_ReturnsACopyTheCallerOwns(string sampler)
    {
        using var x = ones(1, 4, 2, 2);
        using var result = SamplerCatalog.Find(sampler)!.Sampler.Sample(new GaussianDenoiser(0, 1), x, new SamplingContext { Sigmas = [0f], Noise = like => zeros_like(like) });
        Assert.NotSame(x, result);
        Assert.Equal(x.data<float>().ToArray(), result.data<float>().ToArray());
    }

    [Theory]
    [InlineData("Euler a", "Euler")]
    [InlineData("DPM2 a", "DPM2")]
    public void Ancestral_WithEtaZero_EqualsThePlainSampler(string ancestral, string plain)
    {
        using var x = linspace(-3, 3, 16).view(1, 4, 2, 2);
        var context = new SamplingContext { Sigmas = SpacingCatalog.Karras.Sigmas(NoiseSchedule.Generation, 9), Noise = like => rand_like(like), Eta = 0 };
        using var first = SamplerCatalog.Find(ancestral)!.Sampler.Sample(new GaussianDenoiser(0, 1), x, context);
        using var second = SamplerCatalog.Find(plain)!.Sampler.Sample(new GaussianDenoiser(0, 1), x, context);
        Assert.Equal(second.data<float>().ToArray(), first.data<float>().ToArray());
    }

    // k-diffusion's rule: γ = min(churn / steps, √2 − 1) inside the range, and a draw in every step.
    [Theory]
    [InlineData(4.0, 1.4)]
    [InlineData(100.0, 1.4142135623730951)]
    public void Euler_WithChurn_RaisesSigmaInsideTheRange(double amount, double factor)
    {
        var (sigmas, estimates, draws) = (SpacingCatalog.Karras.Sigmas(NoiseSchedule.Generation, 10), new List<float>(), 0);
        using var x = zeros(1, 4, 2, 2);
        SamplerCatalog.Find("Euler")!.Sampler.Sample(new RecordingDenoiser(estimates), x, new SamplingContext
        {
            Sigmas = sigmas,
            Noise = like =>
            {
                draws++;
                return zeros_like(like);
            },
            Churn = new Churn(amount, From: 1, To: 10),
        }).Dispose();
        Assert.Equal(10, draws);
        Assert.Equal(sigmas.SkipLast(1).Select(sigma => sigma is >= 1 and <= 10 ? (float)(sigma * factor) : sigma), estimates, (expected, actual) => Math.Abs(expected - actual) < 1e-5f * expected);
    }

    private static bool EndsAbove(string sampler) => sampler is "DPM fast" or "DPM adaptive";

    private static SamplingPlan Plan(string sampler, string spacing, int steps) =>
        SamplingPlan.FromNoise(SamplerCatalog.Resolve(sampler, spacing), NoiseSchedule.Generation, steps, SpacingOptions.Default);

    private static Tensor Run(string sampler, SamplingPlan plan, GaussianDenoiser denoiser, long seed)
    {
        using var noise = new NoiseSource([seed, seed + 1]);
        using var start = noise.Next([4, 3, 5]);
        using var x = start * (plan.NoiseSigma * plan.StartScale);
        using var result = SamplerCatalog.Find(sampler)!.Sampler.Sample(denoiser, x, new SamplingContext { Sigmas = plan.Sigmas, Noise = noise.NextLike });
        return result * plan.EndScale;
    }

    private sealed class RecordingDenoiser(List<float> sigmas) : Senmitsu.Diffusion.Denoisers.IDenoiser
    {
        public Tensor Denoise(Tensor x, float sigma)
        {
            sigmas.Add(sigma);
            return zeros_like(x);
        }
    }
}
