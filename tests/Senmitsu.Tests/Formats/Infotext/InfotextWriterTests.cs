using CsCheck;
using Senmitsu.Formats.Infotext;

namespace Senmitsu.Tests.Formats.Infotext;

public sealed class InfotextWriterTests
{
    [Fact]
    public void Write_OfAUsualPicture_GivesTheWebUisText()
    {
        var infotext = new Senmitsu.Formats.Infotext.Infotext("photo of a cat <lora:foo:0.8>", "blurry",
        [
            new("Steps", "20"), new("Sampler", "DPM++ 2M"), new("Schedule type", "Karras"), new("CFG scale", "7"), new("Seed", "42"), new("Size", "512x768"),
            new("Lora hashes", "foo: 1a2b3c4d5e6f"), new("Version", "v1.10.1"),
        ]);

        Assert.Equal(
            "photo of a cat <lora:foo:0.8>\nNegative prompt: blurry\nSteps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7, Seed: 42, Size: 512x768, Lora hashes: \"foo: 1a2b3c4d5e6f\", Version: v1.10.1",
            InfotextWriter.Write(infotext));
    }

    [Theory]
    [InlineData("plain text (v2) [x]", "plain text (v2) [x]")]
    [InlineData("a\"b", "a\"b")]
    [InlineData("a,\"b\"\\", "\"a,\\\"b\\\"\\\\\"")]
    [InlineData("a\nb/c\t\u0001日本", "\"a\\nb/c\\t\\u0001日本\"")]
    [InlineData("a:b", "\"a:b\"")]
    public void WriteParameters_QuotesOnlyWhatNeedsIt(string value, string written) => Assert.Equal("Key: " + written, InfotextWriter.WriteParameters([new("Key", value)]));

    [Fact]
    public void WriteParameters_WhenKeyEqualsValue_WritesItOnce() => Assert.Equal("Steps: 1, Tiling", InfotextWriter.WriteParameters([new("Steps", "1"), new("Tiling", "Tiling")]));

    [Fact]
    public void Write_WithoutNegativePromptOrParameters_LeavesTheirLinesOut() => Assert.Equal("p", InfotextWriter.Write(new("p", "", [])));

    [Fact]
    public void Write_ThenParse_GivesTheSameBack()
    {
        var letter = Gen.OneOf('a', 'Z', '猫', '5', ' ', ',', ':', '(', '"', '\\', '/', 'é');
        var line = Gen.String[letter, 1, 20].Select(text => text.Trim()).Where(text => text.Length > 0);
        var lines = line.List[1, 3].Select(list => string.Join('\n', list));
        var key = Gen.String[Gen.OneOf('a', 'B', '7', ' ', '-', '/', '型'), 1, 8].Select(rest => $"k{rest}");
        var value = Gen.String[Gen.OneOf('a', '7', ' ', ',', ':', '\n', '"', '\\', '猫', '\t', '\u0001'), 1, 12]
            .Select(text => text.Trim())
            .Where(text => text.Length > 0 && (text[0] != '"' || text.AsSpan().IndexOfAny(',', ':', '\n') >= 0));
        var parameters = Gen.Select(key, value).Where((k, v) => k != v).List[3, 8].Select(pairs => pairs.DistinctBy(pair => pair.Item1).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)).ToList());

        Gen.Select(lines, Gen.OneOf(Gen.Const(""), lines), parameters.Where(pairs => pairs.Count >= 3)).Sample((prompt, negativePrompt, pairs) =>
        {
            var read = InfotextParser.Parse(InfotextWriter.Write(new(prompt, negativePrompt, pairs)));
            Assert.Equal(prompt, read.Prompt);
            Assert.Equal(negativePrompt, read.NegativePrompt);
            Assert.Equal(pairs, read.Parameters);
        }, iter: 5_000);
    }
}
