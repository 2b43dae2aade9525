using Senmitsu.Diffusion.Denoisers;
using Senmitsu.Diffusion.Samplers;
using Senmitsu.Diffusion.Schedules;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Diffusion.Samplers;

/// <summary>The first updates of each sampler, fed with the x₀ estimates that the reference recorded: no network is involved.</summary>
[Trait("Category", Golden.Trait)]
public sealed class SamplerGoldenTests
{
    private const int RecordedSteps = 3;

    [Theory]
    [InlineData("euler", "Euler", "Automatic")]
    [InlineData("euler_karras25", "Euler", "Karras")]
    [InlineData("euler_a", "Euler a", "Automatic")]
    [InlineData("dpmpp_2m", "DPM++ 2M", "Uniform")]
    [InlineData("dpmpp_2m_karras", "DPM++ 2M", "Karras")]
    [InlineData("lms", "LMS", "Uniform")]
    [InlineData("lms_karras", "LMS", "Karras")]
    [InlineData("dpmpp_2m_sde_karras", "DPM++ 2M SDE", "Karras")]
    [InlineData("dpmpp_3m_sde_karras", "DPM++ 3M SDE", "Karras")]
    public void Sample_FedWithRecordedEstimates_TakesTheReferenceSteps(string run, string sampler, string spacing)
    {
        using var golden = new GoldenTensors("samplers.safetensors");
        using var scope = NewDisposeScope();
        var choice = SamplerCatalog.Resolve(sampler, spacing);
        var sigmas = golden.Floats($"{run}.sigmas");
        GoldenTensors.AssertClose($"{run}.sigmas", sigmas, choice.Spacing.Sigmas(NoiseSchedule.Generation, sigmas.Length - 1), 5e-6);

        var noises = golden["noises"];
        var draws = 0;
        var start = golden[$"{run}.x_at_0"];
        GoldenTensors.AssertClose($"{run}.x_at_0", golden.Floats($"{run}.x_at_0"), (golden["x_noise"] * sigmas[0]).data<float>().ToArray(), 1e-6);

        var seen = new List<float[]>();
        choice.Sampler.Sampler.Sample(new Replay(golden, run), start, new SamplingContext
        {
            Sigmas = sigmas[..RecordedSteps],
            Noise = _ => noises[draws++].clone(),
            OnStep = (_, _, x, _) => seen.Add(x.data<float>().ToArray()),
        }).Dispose();

        Assert.Equal(RecordedSteps - 1, seen.Count);
        Assert.Equal(choice.Sampler.AddsNoise ? RecordedSteps - 1 : 0, draws);
        AssertSame(1, seen[1]);

        // The last position comes back as the result of a run that ends there.
        draws = 0;
        using var last = choice.Sampler.Sampler.Sample(new Replay(golden, run), start, new SamplingContext { Sigmas = sigmas[..RecordedSteps], Noise = _ => noises[draws++].clone() });
        AssertSame(2, last.data<float>().ToArray());

        void AssertSame(int step, float[] actual)
        {
            var expected = golden[$"{run}.x_at_{step}"];
            GoldenTensors.AssertClose($"{run}.x_at_{step}", expected.data<float>().ToArray(), actual, 0, 1e-5 * expected.std().item<float>());
        }
    }

    private sealed class Replay(GoldenTensors golden, string run) : IDenoiser
    {
        private int _step;

        public Tensor Denoise(Tensor x, float sigma) => golden[$"{run}.denoised_at_{_step++}"];
    }
}
