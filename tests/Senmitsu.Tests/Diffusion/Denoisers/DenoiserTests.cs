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

    // Rows are told apart by their embedding: predicts −(mean of the embedding), so x₀ = σ·mean for x = 0.
    private static DiscreteDenoiser MeanDenoiser(Action<long, long> onCall, Func<float, float>? levelOf = null) => new(Schedule, PredictionType.Epsilon, (input, _, text) =>
    {
        onCall(input.shape[0], text.shape[1]);
        using var perRow = text.mean([1, 2]).neg().view(-1, 1, 1, 1);
        return perRow.expand(input.shape).clone();
    })
    {
        LevelOf = levelOf,
    };

    [Fact]
    public void Cfg_OfComposedPromptsThatChange_SumsTheirGuidanceCallByCall()
    {
        var calls = new List<(long Rows, long Length)>();
        var denoiser = MeanDenoiser((rows, length) => calls.Add((rows, length)));
        using var scope = NewDisposeScope();
        using var changing = new ScheduledEmbedding([1, 3], [full([1, 77, 8], 3f), full([1, 77, 8], 5f)]);
        using var constant = ScheduledEmbedding.Constant(full([1, 77, 8], 2f));
        using var negative = ScheduledEmbedding.Constant(ones(1, 77, 8));
        using var cfg = new CfgDenoiser(denoiser, [new(changing), new(constant, -0.5)], negative, 7);
        var x = zeros(2, 4, 2, 2);

        var values = Enumerable.Range(0, 4).Select(_ => cfg.Denoise(x, 1)[1, 3, 1, 1].item<float>()).ToList();

        // 1 + 7·(3 − 1) − 3.5·(2 − 1) while the first part is 3, at calls 0 and 1; then 1 + 7·(5 − 1) − 3.5.
        Assert.Equal([11.5f, 11.5f, 25.5f, 25.5f], values);
        Assert.All(calls, call => Assert.Equal((6, 77), call));
    }

    [Fact]
    public void Cfg_OfPartsOfUnequalLength_RepeatsTheLastVectorOfTheShorter()
    {
        var denoiser = MeanDenoiser((_, length) => Assert.Equal(154, length));
        using var scope = NewDisposeScope();
        var vectors = zeros(1, 77, 8);
        vectors[0, 76] = 4f;
        using var shorter = ScheduledEmbedding.Constant(vectors);
        using var longer = ScheduledEmbedding.Constant(zeros(1, 154, 8));
        using var cfg = new CfgDenoiser(denoiser, [new(shorter), new(longer)], longer, 1);
        Assert.Equal(4f * 78 / 154, cfg.Denoise(zeros(1, 4, 2, 2), 1)[0, 0, 0, 0].item<float>(), 1e-5f);
    }

    [Fact]
    public void Cfg_WithPadding_FillsTheNegativePromptWithTheEmptyPromptAndNeedsOneCall()
    {
        var calls = 0;
        var denoiser = MeanDenoiser((_, _) => calls++);
        using var scope = NewDisposeScope();
        using var conditional = ScheduledEmbedding.Constant(full([1, 231, 8], 2f));
        using var unconditional = ScheduledEmbedding.Constant(zeros(1, 77, 8));
        using var cfg = new CfgDenoiser(denoiser, [new(conditional)], unconditional, 2) { Padding = full([1, 77, 8], 3f) };
        Assert.Equal(2f + (2f - 2f) * 2, cfg.Denoise(zeros(1, 4, 2, 2), 1)[0, 0, 0, 0].item<float>(), 1e-5f);
        Assert.Equal(1, calls);
    }

    [Theory]
    [InlineData(0, 5, false, "2121")]
    [InlineData(0, 5, true, "1111")]
    [InlineData(0.5, 0, false, "1112")]
    [InlineData(0, 0, false, "2222")]
    public void Cfg_WithSkips_LeavesOutTheNegativePrompt(double early, double minSigma, bool always, string expected)
    {
        var rows = "";
        var denoiser = MeanDenoiser((count, _) => rows += count);
        using var scope = NewDisposeScope();
        using var conditional = ScheduledEmbedding.Constant(full([1, 77, 8], 3f));
        using var unconditional = ScheduledEmbedding.Constant(ones(1, 77, 8));
        using var cfg = new CfgDenoiser(denoiser, [new(conditional)], unconditional, 7, new GuidanceSkips(early, minSigma, always, 4));
        foreach (var count in expected)
        {
            // Without the negative prompt the estimate is that of the prompt alone, 4·3; with it 4·(1 + 7·(3 − 1)).
            Assert.Equal(count == '1' ? 12f : 60f, cfg.Denoise(zeros(1, 4, 2, 2), 4)[0, 0, 0, 0].item<float>(), 1e-4f);
        }

        Assert.Equal(expected, rows);
    }

    [Fact]
    public void Cfg_WithSkips_OfASamplerOnTimesteps_ComparesTheTimestep()
    {
        var rows = new List<long>();
        var denoiser = MeanDenoiser((count, _) => rows.Add(count), levelOf: sigma => sigma * 100);
        using var scope = NewDisposeScope();
        using var conditional = ScheduledEmbedding.Constant(full([1, 77, 8], 3f));
        using var unconditional = ScheduledEmbedding.Constant(ones(1, 77, 8));
        using var cfg = new CfgDenoiser(denoiser, [new(conditional)], unconditional, 7, new GuidanceSkips(0, 5, true, 4));
        cfg.Denoise(zeros(1, 4, 2, 2), 4);
        cfg.Denoise(zeros(1, 4, 2, 2), 0.04f);
        Assert.Equal([2, 1], rows);
    }

    [Fact]
    public void Cfg_WithSkips_WeighsTheOtherPartsOnce()
    {
        var denoiser = MeanDenoiser((_, _) => { });
        using var scope = NewDisposeScope();
        using var first = ScheduledEmbedding.Constant(full([1, 77, 8], 3f));
        using var second = ScheduledEmbedding.Constant(full([1, 77, 8], 5f));
        using var unconditional = ScheduledEmbedding.Constant(ones(1, 77, 8));
        using var cfg = new CfgDenoiser(denoiser, [new(first), new(second, 0.5)], unconditional, 7, new GuidanceSkips(0, 5, true, 4));
        Assert.Equal(12 + (20 - 12) * 0.5f, cfg.Denoise(zeros(1, 4, 2, 2), 4)[0, 0, 0, 0].item<float>(), 1e-4f); // not times 7
    }
}
