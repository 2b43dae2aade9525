using System.Text.Json;
using Senmitsu.Formats.Infotext;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Formats.Infotext;

public sealed class InfotextParserTests
{
    public static TheoryData<int> ReferenceEntries => [.. Enumerable.Range(0, Entries().Count)];

    [Fact]
    public void Parse_OfAUsualText_TakesItApart()
    {
        var infotext = InfotextParser.Parse("""
            photo of a cat <lora:foo:0.8>,
            at night
            Negative prompt: blurry,
            low quality
            Steps: 20, Sampler: DPM++ 2M, Size: 512x768, Lora hashes: "foo: 1a2b, bar: 3c4d", Version: v1.10.1
            """);

        Assert.Equal("photo of a cat <lora:foo:0.8>,\nat night", infotext.Prompt);
        Assert.Equal("blurry,\nlow quality", infotext.NegativePrompt);
        Assert.Equal(["Steps", "Sampler", "Size", "Lora hashes", "Version"], infotext.Parameters.Select(pair => pair.Key));
        Assert.True(infotext.TryGet("Lora hashes", out var hashes));
        Assert.Equal("foo: 1a2b, bar: 3c4d", hashes);
        Assert.True(infotext.TryGetSize("Size", out var width, out var height));
        Assert.Equal((512, 768), (width, height));
        Assert.False(infotext.TryGet("steps", out _));
    }

    [Theory]
    [InlineData("512x")]
    [InlineData("x512")]
    [InlineData("512 x 512")]
    [InlineData("-1x5")]
    [InlineData("99999999999x5")]
    [InlineData("5")]
    public void TryGetSize_WhenTheValueIsNoSize_IsFalse(string value)
    {
        var infotext = InfotextParser.Parse($"Size: {value}, b2: 1, c3: 1");
        Assert.True(infotext.TryGet("Size", out _));
        Assert.False(infotext.TryGetSize("Size", out _, out _));
        Assert.False(infotext.TryGetSize("Other", out _, out _));
    }

    [Theory]
    [InlineData("""aa: "x\ny", bb: 1, cc: 1""", "x\ny")]
    [InlineData("""aa: "\u00e9\/\t\"\\", bb: 1, cc: 1""", "é/\t\"\\")]
    [InlineData("""aa: "\q,", bb: 1, cc: 1""", """
        "\q,"
        """)]
    [InlineData("""aa: "\u00", bb: 1, cc: 1""", """
        "\u00"
        """)]
    [InlineData("""aa: "open, bb: 1, cc: 1, dd: 1""", "\"open")]
    [InlineData("""aa: "", bb: 1, cc: 1""", "")]
    [InlineData("""aa: ", bb: 1, cc: 1""", "\"")]
    [InlineData("""aa: first, bb: 1, cc: 1, aa: last""", "last")]
    public void Parse_OfValues_UnquotesWhatIsJson(string line, string value)
    {
        Assert.True(InfotextParser.Parse("p\n" + line).TryGet("aa", out var found));
        Assert.Equal(value, found);
    }

    [Theory]
    [MemberData(nameof(ReferenceEntries))]
    [Trait("Category", Golden.Trait)]
    public void Parse_OfAReferenceText_AgreesWithTheWebUi(int index)
    {
        var entry = Entries()[index];
        var infotext = InfotextParser.Parse(entry.GetProperty("text").GetString()!);
        if (!entry.TryGetProperty("fields", out var fields)) return;

        Assert.Equal(fields.GetProperty("Prompt").GetString(), infotext.Prompt);
        Assert.Equal(fields.GetProperty("Negative prompt").GetString(), infotext.NegativePrompt);
        var ours = new Dictionary<string, string>();
        foreach (var (key, value) in infotext.Parameters)
        {
            if (!infotext.TryGetSize(key, out _, out _))
            {
                ours[key] = value;
                continue;
            }

            var x = value.IndexOf('x', StringComparison.Ordinal);
            (ours[key + "-1"], ours[key + "-2"]) = (value[..x], value[(x + 1)..]);
        }

        // What the web UI fills in for absent keys is what it gives for a text without parameters.
        var defaults = Entries().Single(other => other.GetProperty("text").GetString() == "only a prompt, no parameters").GetProperty("fields");
        foreach (var field in fields.EnumerateObject().Where(field => field.Name is not ("Prompt" or "Negative prompt")))
        {
            Assert.Equal(field.Value.ToString(), ours.Remove(field.Name, out var value) ? value : defaults.GetProperty(field.Name).ToString());
        }

        Assert.Empty(ours);
    }

    [Theory]
    [InlineData('a')]
    [InlineData('"')]
    [InlineData('\\')]
    [InlineData(':')]
    [InlineData(',')]
    public void Parse_OfALongHostileLine_StaysFast(char c)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        foreach (var prefix in new[] { "", "aa:", "aa:\"", "aa: 1, bb: 2, cc: \"" })
        {
            InfotextParser.Parse(prefix + new string(c, 300_000));
            Assert.False(timeout.IsCancellationRequested, "parsing takes more than linear time");
        }
    }

    private static List<JsonElement> Entries() => [.. JsonDocument.Parse(File.ReadAllBytes(Golden.File("infotexts.json"))).RootElement.EnumerateArray()];
}
