using CsCheck;
using Senmitsu.Formats.Kohya;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Formats.Kohya;

public sealed class KohyaJsonFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> RealFiles => [.. Directory.GetFiles(Golden.Reference("kohya-configs"), "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Format_WritesAsPythonDoes()
    {
        var config = KohyaJsonFile.Parse("""{"b": 1, "a": 1.0, "B": "顔😀\u007f/\t", "z": [], "y": [1, "x"], "x": {"q": null, "p": 1e-5}, "w": {}, "t": true}""", "x.json");

        Assert.Equal(
            """
            {
              "B": "\u9854\ud83d\ude00\u007f/\t",
              "a": 1.0,
              "b": 1,
              "t": true,
              "w": {},
              "x": {
                "p": 1e-05,
                "q": null
              },
              "y": [
                1,
                "x"
              ],
              "z": []
            }
            """,
            KohyaJsonFile.Format(config));
    }

    [Fact]
    public void Write_ThenRead_GivesTheSameBack() => KohyaValues.AnyJsonConfig.Sample(config =>
    {
        var read = KohyaJsonFile.Parse(KohyaJsonFile.Format(config), "x.json");
        Assert.Equal(config.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal), read.Values);
    });

    [Theory]
    [MemberData(nameof(RealFiles))]
    public void Read_OfARealFile_SurvivesWriting(string name)
    {
        var path = _folder.File(name);
        var config = KohyaJsonFile.Read(Golden.Reference("kohya-configs", name));
        KohyaJsonFile.Write(path, config);
        Assert.True(config.Values.Count > 50);
        Assert.Equal(config.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal), KohyaJsonFile.Read(path).Values);
    }

    [Theory]
    [InlineData("", 1L)]
    [InlineData("{\n\"a\": 1,\n}", 3L)]
    [InlineData("[1]", 1L)]
    [InlineData("{\"a\": 123456789012345678901}", null)]
    [InlineData("{\"a\": 1e999}", null)]
    [InlineData("{\"a\": \"\\ud800\"}", null)]
    public void Parse_WhenWrong_NamesFileAndLine(string json, long? line)
    {
        var e = Assert.Throws<KohyaConfigException>(() => KohyaJsonFile.Parse(json, "some/x.json"));
        Assert.Equal(line, e.Line);
        Assert.StartsWith("x.json", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_WhenTextIsRandom_OnlyEverThrowsItsOwn() =>
        Gen.String[Gen.OneOf('{', '}', '[', ']', '"', ':', ',', '1', '-', '.', 'e', ' ', '\\', 'u', 'd', '8', '0', 't', '猫'), 0, 30].Sample(text =>
        {
            try
            {
                KohyaJsonFile.Parse("{" + text, "x.json");
            }
            catch (KohyaConfigException)
            {
            }
        }, iter: 10_000);
}
