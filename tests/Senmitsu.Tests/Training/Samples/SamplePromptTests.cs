using Senmitsu.Formats.Kohya;
using Senmitsu.Training.Samples;

namespace Senmitsu.Tests.Training.Samples;

public sealed class SamplePromptTests
{
    [Fact]
    public void FromOptions_NothingGiven_HasTheDefaultsOfSdScripts()
    {
        var prompt = SamplePrompt.FromOptions(KohyaPromptFile.ParseLine("a dog --w wide --s --l x"));
        Assert.Equal(new SamplePrompt { Prompt = "a dog" }, prompt);
        var generation = prompt.ToGeneration(3, "euler_a", 2);
        Assert.Equal((512, 512, 30, 7.5, 3L, "Euler a", 2), (generation.Width, generation.Height, generation.Steps, generation.CfgScale, generation.Seed, generation.Sampler, generation.ClipSkip));
    }

    [Theory]
    [InlineData("x --d 42", 42L)]
    [InlineData("x --d 3735928559", 3735928559L)]
    [InlineData("x --d 9223372036854775807", long.MaxValue)]
    [InlineData("x --d -1", null)]
    [InlineData("x --d x", null)]
    public void FromOptions_Seed_MayBeAsLargeAsThoseOfTorch(string line, long? seed) => Assert.Equal(seed, SamplePrompt.FromOptions(KohyaPromptFile.ParseLine(line)).Seed);

    [Theory]
    [InlineData("x --w 517 --h 30 --s 5000", 512, 64, 1000)]
    [InlineData("x --w 640 --h 72 --s 0", 640, 72, 1)]
    public void ToGeneration_OddSizes_AreCutAsSdScriptsDoes(string line, int width, int height, int steps)
    {
        var generation = SamplePrompt.FromOptions(KohyaPromptFile.ParseLine(line)).ToGeneration(0, "euler", 1);
        Assert.Equal((width, height, steps), (generation.Width, generation.Height, generation.Steps));
    }
}
