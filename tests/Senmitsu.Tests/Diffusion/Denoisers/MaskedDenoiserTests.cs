using Senmitsu.Diffusion.Denoisers;
using Senmitsu.Diffusion.Samplers;
using Senmitsu.Diffusion.Schedules;
using Senmitsu.Numerics;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Diffusion.Denoisers;

/// <summary>What holds for masked sampling with every sampler of the catalog.</summary>
public sealed class MaskedDenoiserTests
{
    private const float Kept = -0.4f, Painted = 0.7f;

    public static TheoryData<string> Samplers => [.. SamplerCatalog.All.Select(sampler => sampler.Name)];

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Sample_WithAMask_KeepsTheUnmaskedExactlyAndPaintsTheRest(string name) => TensorLeaks.AssertNone(() =>
    {
        using var scope = NewDisposeScope();
        var plan = Plan(name);
        var (original, repaint) = Case();
        using var mask = new LatentMask(original, repaint);
        var result = mask.BlendFinal(Run(name, plan, mask, new Painter(Painted), original) * plan.EndScale);
        Assert.All(result.narrow(3, 0, 3).contiguous().data<float>().ToArray(), value => Assert.Equal(Kept, value));
        var left = Math.Max(plan.Sigmas[^1], plan.Sigmas.Last(sigma => sigma > 0) * (name is "DPM fast" or "DPM adaptive" ? 1 : 0));
        Assert.All(result.narrow(3, 3, 2).contiguous().data<float>().ToArray(), value => Assert.Equal(Painted * plan.EndScale, value, 1e-4 + (5 * left)));
    });

    // Samplers on σ are led to the original by the blended estimates alone, before anything is put back at the end.
    [Theory]
    [MemberData(nameof(Samplers))]
    public void Sample_OnSigmas_ArrivesAtTheOriginalBeforeTheLastBlend(string name)
    {
        if (OnTimesteps(name)) return;
        using var scope = NewDisposeScope();
        var plan = Plan(name);
        var (original, repaint) = Case();
        using var mask = new LatentMask(original, repaint);
        var result = Run(name, plan, mask, new Painter(Painted), original);
        var left = name is "DPM fast" or "DPM adaptive" ? plan.Sigmas.Last(sigma => sigma > 0) : 0;
        Assert.All(result.narrow(3, 0, 3).contiguous().data<float>().ToArray(), value => Assert.Equal(Kept, value, 1e-4 + (5 * left)));
    }

    // A1111 shows the network the noise-free original there, at unit variance; the sampler's own x and its noise stay its own.
    [Theory]
    [InlineData("DDIM")]
    [InlineData("PLMS")]
    [InlineData("UniPC")]
    [InlineData("DDIM CFG++")]
    public void Sample_OnTimesteps_ShowsTheOriginalWithoutNoise(string name)
    {
        using var scope = NewDisposeScope();
        var plan = Plan(name);
        var (original, repaint) = Case();
        using var mask = new LatentMask(original, repaint);
        var painter = new Painter(Painted) { OnCall = (x, sigma) => Assert.All(x.narrow(3, 0, 3).contiguous().data<float>().ToArray(), value => Assert.Equal(Kept * Math.Sqrt(1 + (sigma * sigma)), value, 1e-3)) };
        Run(name, plan, mask, painter, original);
        Assert.True(painter.Calls > 3);
    }

    // ε = (x_b − x₀(x_b))/σ of the blended x_b, put into x₀ = x − σ·ε.
    [Fact]
    public void Denoise_OnTimesteps_TakesTheNoiseOfTheBlended()
    {
        using var scope = NewDisposeScope();
        var (original, repaint) = Case();
        using var mask = new LatentMask(original, repaint);
        using var denoiser = new MaskedDenoiser(new Painter(Painted), mask, _ => 500);
        var x = randn(1, 4, 4, 5) * 3;
        const float Sigma = 2.5f;
        var blended = (x * repaint) + (original * (1 - repaint) * Math.Sqrt(1 + (Sigma * Sigma)));
        var noise = (blended - Painted) / Sigma;
        TensorAssert.Close(x - (noise * Sigma), denoiser.Denoise(x, Sigma), 1e-5, "estimate");
        TensorAssert.Close(x - (noise * Sigma), denoiser.LastUnconditional, 1e-5, "estimate without prompt");
    }

    private static bool OnTimesteps(string name) => SamplerCatalog.Find(name)!.Ladder is SamplerLadder.Timesteps or SamplerLadder.UniPc;

    private static SamplingPlan Plan(string name) =>
        SamplingPlan.FromLatent(SamplerCatalog.Resolve(name, null), NoiseSchedule.Generation, ImageToImagePlan.Create(24, 0.8, exactSteps: false), SpacingOptions.Default);

    private static (Tensor Original, Tensor Repaint) Case() => (full(1, 4, 4, 5, Kept), cat([zeros(1, 1, 4, 3), ones(1, 1, 4, 2)], 3));

    private static Tensor Run(string name, SamplingPlan plan, LatentMask mask, Painter painter, Tensor original)
    {
        using var scope = NewDisposeScope();
        using var noise = new NoiseSource([7, 8]);
        using var denoiser = new MaskedDenoiser(painter, mask, OnTimesteps(name) ? sigma => (float)NoiseSchedule.Generation.SigmaToTimestep(sigma) : null);
        var x = (original + noise.Next([4, 4, 5]) * plan.NoiseSigma) * plan.StartScale;
        return SamplerCatalog.Find(name)!.Sampler.Sample(denoiser, x, new SamplingContext { Sigmas = plan.Sigmas, Noise = noise.NextLike }).MoveToOuterDisposeScope();
    }

    /// <summary>Always answers one colour.</summary>
    private sealed class Painter(float color) : IGuidedDenoiser
    {
        public int Calls { get; private set; }

        public Action<Tensor, float>? OnCall { get; init; }

        public Tensor LastUnconditional => full(1, 4, 4, 5, color);

        public Tensor Denoise(Tensor x, float sigma)
        {
            Calls++;
            OnCall?.Invoke(x, sigma);
            return full_like(x, color);
        }
    }
}
