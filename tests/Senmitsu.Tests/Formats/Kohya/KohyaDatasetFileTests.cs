using Senmitsu.Formats.Kohya;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Formats.Kohya;

public sealed class KohyaDatasetFileTests
{
    private const string Toml = """
        mystery = [1, 2]

        [general]
        shuffle_caption = true
        unknown_key = "kept"

        [[datasets]]
        resolution = [512, 768]
        batch_size = 2

        [[datasets.subsets]]
        image_dir = "学習\\a"
        custom_attributes = { }

        [[datasets.subsets]]
        image_dir = "b"
        caption_dropout_rate = 1.0

        [datasets.unknown_table]
        x = 1
        """;

    [Fact]
    public void Format_OfWhatWasRead_KeepsEverything()
    {
        var config = KohyaDatasetFile.Parse(Toml.Replace("custom_attributes = { }\n", "", StringComparison.Ordinal), "a.toml");
        var text = KohyaDatasetFile.Format(config);
        Assert.Contains("[[datasets.subsets]]\nimage_dir = \"b\"\ncaption_dropout_rate = 1.0\n", text, StringComparison.Ordinal);
        Assert.Contains("unknown_key = \"kept\"", text, StringComparison.Ordinal);
        Assert.Equal(KohyaValue.Of(config.Values), KohyaValue.Of(KohyaDatasetFile.Parse(text, "b.toml").Values));
        Assert.Equal(text, KohyaDatasetFile.Format(KohyaDatasetFile.Parse(text, "b.toml")));
    }

    [Fact]
    public void Write_Json_AndRead_GivesTheSame()
    {
        using var folder = new TemporaryFolder();
        var config = KohyaDatasetFile.Parse(Toml, "a.toml");
        foreach (var name in new[] { "a.json", "a.toml" })
        {
            KohyaDatasetFile.Write(folder.File(name), config);
            Assert.Equal(KohyaValue.Of(config.Values), KohyaValue.Of(KohyaDatasetFile.Read(folder.File(name)).Values));
        }
    }

    [Theory]
    [InlineData("dataset.toml")]
    [InlineData("dataset-masked_loss.toml")]
    public void Read_RealFile_AndBack_GivesTheSame(string name)
    {
        var config = KohyaDatasetFile.Read(Golden.Reference("kohya-configs", name));
        Assert.Equal(KohyaValue.Of(config.Values), KohyaValue.Of(KohyaDatasetFile.Parse(KohyaDatasetFile.Format(config), name).Values));
    }
}
