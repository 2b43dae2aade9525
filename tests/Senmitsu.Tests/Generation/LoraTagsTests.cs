using Senmitsu.Diffusion.Prompts;
using Senmitsu.Generation;

namespace Senmitsu.Tests.Generation;

public sealed class LoraTagsTests
{
    [Theory]
    [InlineData("<lora:a>", 1, 1)]
    [InlineData("<lora:a:0.8>", 0.8, 0.8)]
    [InlineData("<lora:a:0.8:-0.5>", 0.8, -0.5)]
    [InlineData("<lora:a:te=0.2>", 0.2, 0.2)]
    [InlineData("<lora:a:unet=0.2>", 1, 0.2)]
    [InlineData("<lora:a:0.9:te=0.2:unet=0.3>", 0.2, 0.3)]
    [InlineData("<lora:a:te=0.2:0.9>", 0.2, 0.2)]
    [InlineData("<lyco:a: 1e-1 >", 0.1, 0.1)]
    public void Extract_OfOneTag_ReadsItsMultipliers(string prompt, double textEncoder, double unet)
    {
        var tags = LoraTags.Extract(prompt);
        Assert.Equal(new LoraTag("a", textEncoder, unet), Assert.Single(tags.Tags));
        Assert.Equal("", tags.Prompt);
        Assert.Empty(tags.Notes);
    }

    [Theory]
    [InlineData("<lora:a:1:1:8>")]
    [InlineData("<lora:a:dyn=8>")]
    public void Extract_OfTagWithRank_ReadsIt(string prompt) => Assert.Equal(new LoraTag("a", 1, 1, 8), Assert.Single(LoraTags.Extract(prompt).Tags));

    [Fact]
    public void Extract_OfTagWithBlockWeights_ReadsThem()
    {
        const string Weights = "1,0,0,0,0,0,0,1,1,1,1,1,1,1,1,1,1";
        Assert.Equal(new LoraTag("a", 0.5, 0.5, null, Weights), Assert.Single(LoraTags.Extract($"<lora:a:0.5:lbw={Weights}>").Tags));
    }

    [Fact]
    public void Extract_OfPrompt_KeepsTheTextAroundTheTags()
    {
        var tags = LoraTags.Extract("<lora:ai_model_v1:1.0>, ai_model_v1, (portrait <lora:光 と影:0.5>:1.2)");
        Assert.Equal(", ai_model_v1, (portrait :1.2)", tags.Prompt);
        Assert.Equal(["ai_model_v1", "光 と影"], tags.Tags.Select(tag => tag.Name));
    }

    [Theory]
    [InlineData("a <hypernet:x:1> b", "a  b")]
    [InlineData("<lora:a:1:1:8:9>", "")]
    [InlineData("<lora:a:size=8>", "")]
    public void Extract_OfWhatIsNotKnown_RemovesAndNotesIt(string prompt, string text)
    {
        var tags = LoraTags.Extract(prompt);
        Assert.Equal(text, tags.Prompt);
        Assert.Single(tags.Notes);
    }

    [Theory]
    [InlineData("no tag < lora:a> <lora:> <lora>")]
    [InlineData("")]
    public void Extract_OfPlainText_ChangesNothing(string prompt)
    {
        var tags = LoraTags.Extract(prompt);
        Assert.Equal(prompt, tags.Prompt);
        Assert.Empty(tags.Tags);
    }

    [Theory]
    [InlineData("x <lora:a:strong>", "the multiplier 'strong' of <lora:a:strong> at character 3")]
    [InlineData("<lora:a:1:>", "the multiplier '' of <lora:a:1:>")]
    [InlineData("<lora:a:dyn=0>", "the rank '0' of <lora:a:dyn=0>")]
    [InlineData("<lora:a:lbw=1,2>", "the block weights '1,2' of <lora:a:lbw=1,2>")]
    [InlineData("<lora:a:NaN>", "the multiplier 'NaN'")]
    [InlineData("<lora::1>", "<lora::1> at character 1 of the prompt names no LoRA")]
    public void Extract_WhenTagIsWrong_ThrowsWithPlace(string prompt, string message) =>
        Assert.StartsWith(message, Assert.Throws<PromptException>(() => LoraTags.Extract(prompt)).Message, StringComparison.Ordinal);
}
