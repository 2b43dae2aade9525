using Senmitsu.Formats.Kohya;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Formats.Kohya;

public sealed class KohyaPromptFileTests
{
    [Fact]
    public void ParseLine_EveryOption_IsTaken()
    {
        var options = KohyaPromptFile.ParseLine("a dog -- not an option --n blurry, bad --W 640 --h 768 --d 1 --l 7.5 --s 28 --ss euler_a --zz 3 --w");
        Assert.Equal("a dog", options["prompt"]);
        Assert.Equal(("blurry, bad", "640", "768", "1", "7.5", "28", "euler_a"), (options["negative_prompt"], options["width"], options["height"], options["seed"], options["scale"], options["sample_steps"], options["sample_sampler"]));
        Assert.Equal(8, options.Count);
    }

    [Fact]
    public void Read_Text_SkipsBlankLinesAndRemarks()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("p.txt"), "\uFEFF# remark\r\n\r\na cat --w 256\r\n  犬 \r\n");
        Assert.Equal(["a cat", "犬"], KohyaPromptFile.Read(folder.File("p.txt")).Select(options => options["prompt"]));
    }

    [Fact]
    public void Read_Toml_SubsetsWinOverWhatIsCommon()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("p.toml"), "[prompt]\nwidth = 512\nscale = 7.5\n[[prompt.subset]]\nprompt = 'a'\n[[prompt.subset]]\nprompt = 'b'\nwidth = 640\n");
        var prompts = KohyaPromptFile.Read(folder.File("p.toml"));
        Assert.Equal([("a", "512", "7.5"), ("b", "640", "7.5")], prompts.Select(options => (options["prompt"], options["width"], options["scale"])));
    }

    [Fact]
    public void Read_Json_TextsAndObjects()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("p.json"), """["a --s 5", {"prompt": "b", "sample_steps": 7}]""");
        Assert.Equal([("a", "5"), ("b", "7")], KohyaPromptFile.Read(folder.File("p.json")).Select(options => (options["prompt"], options["sample_steps"])));
    }

    [Fact]
    public void Read_JsonWithEqualNames_TakesTheLast()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("p.json"), """[{"prompt": "a", "seed": 1, "prompt": "b"}]""");
        Assert.Equal(("b", "1"), KohyaPromptFile.Read(folder.File("p.json")).Select(options => (options["prompt"], options["seed"])).Single());
    }

    [Theory]
    [InlineData("p.json", "{}", "list of prompts")]
    [InlineData("p.json", "[1]", "a text or an object")]
    [InlineData("p.json", "[", "not JSON")]
    [InlineData("p.json", "[\"\\ud800\"]", "not Unicode")]
    [InlineData("p.json", "[{\"\\ud800\": 1}]", "not Unicode")]
    [InlineData("p.toml", "a = \"C:\\", "invalid escape")]
    [InlineData("p.toml", "a = 1", "[[prompt.subset]]")]
    [InlineData("p.toml", "a = ", "not TOML")]
    public void Read_Unusable_SaysWhatIsExpected(string name, string content, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(name), content);
        Assert.Contains(message, Assert.Throws<KohyaConfigException>(() => KohyaPromptFile.Read(folder.File(name))).Message, StringComparison.Ordinal);
    }
}
