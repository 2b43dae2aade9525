using CsCheck;
using Senmitsu.Formats.Kohya;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Formats.Kohya;

public sealed class KohyaTomlFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_GivesEverySettingItsType()
    {
        var path = _folder.File("設定.toml");
        File.WriteAllText(path, "\uFEFF" + """
            output_name = "顔"
            network_alpha = 16
            [optimizer]
            learning_rate = 1e-4
            lr_warmup_steps = 0.0
            gradient_checkpointing = true
            optimizer_args = ["weight_decay=0.1", 'betas=0.9,0.99']
            """);

        var values = KohyaTomlFile.Read(path).Values;
        Assert.Equal(["output_name", "network_alpha", "learning_rate", "lr_warmup_steps", "gradient_checkpointing", "optimizer_args"], values.Keys);
        Assert.Equal(KohyaValue.Of("顔"), values["output_name"]);
        Assert.Equal(KohyaValue.Of(16L), values["network_alpha"]);
        Assert.Equal(KohyaValue.Of(1e-4), values["learning_rate"]);
        Assert.Equal(KohyaValue.Of(0.0), values["lr_warmup_steps"]);
        Assert.Equal(KohyaValue.Of(true), values["gradient_checkpointing"]);
        Assert.Equal(KohyaValue.Of(["weight_decay=0.1", "betas=0.9,0.99"]), values["optimizer_args"]);
        Assert.NotEqual(KohyaValue.Of(16.0), values["network_alpha"]);
    }

    [Fact]
    public void Parse_WhenASettingOccursInTwoSections_TakesTheLast()
    {
        var values = KohyaTomlFile.Parse("seed = 1\n[a]\nseed = 2\n[b]\nseed = 3\n", "x.toml").Values;
        Assert.Equal(KohyaValue.Of(3L), Assert.Single(values).Value);
    }

    [Theory]
    [InlineData("a = 1\nb = \n", 2)]
    [InlineData("a = 1\na = 2\n", 2)]
    [InlineData("a = 1\n\n= 2\n", 3)]
    public void Parse_WhenNotToml_NamesFileAndLine(string toml, int line)
    {
        var e = Assert.Throws<KohyaConfigException>(() => KohyaTomlFile.Parse(toml, "some/x.toml"));
        Assert.Equal(line, e.Line);
        Assert.StartsWith($"x.toml, line {line}: the file is not TOML: ", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a = \"C:\\")]
    [InlineData("a = \"\\u")]
    public void Parse_WhenItEndsInsideAnEscape_SaysSo(string toml) => Assert.Throws<KohyaConfigException>(() => KohyaTomlFile.Parse(toml, "x.toml"));

    [Fact]
    public void Read_WhenNotUtf8OrMissing_SaysSo()
    {
        var path = _folder.File("sjis.toml");
        File.WriteAllBytes(path, [.. "a = \""u8, 0x8A, 0xE7, .. "\""u8]);
        Assert.Contains("UTF-8", Assert.Throws<KohyaConfigException>(() => KohyaTomlFile.Read(path)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => KohyaTomlFile.Read(_folder.File("none.toml")));
    }

    [Fact]
    public void Format_SortsAndTypes()
    {
        var config = new KohyaConfig();
        config.Values["resolution"] = KohyaValue.Of("512,512");
        config.Values["learning_rate"] = KohyaValue.Of(0.00001);
        config.Values["network_alpha"] = KohyaValue.Of(16.0);
        config.Values["max_train_steps"] = KohyaValue.Of(1600L);
        config.Values["cache_latents"] = KohyaValue.Of(true);
        config.Values["vae"] = KohyaValue.Null;
        config.Values["network_args"] = KohyaValue.Of(["conv_dim=4"]);
        config.Values["optimizer_args"] = KohyaValue.Of(Array.Empty<string>());
        config.Values["train_data_dir"] = KohyaValue.Of("C:\\画像\n\"x\"");

        Assert.Equal(
            """
            cache_latents = true
            learning_rate = 1e-05
            max_train_steps = 1600
            network_alpha = 16.0
            network_args = ["conv_dim=4"]
            optimizer_args = []
            resolution = "512,512"
            train_data_dir = "C:\\画像\n\"x\""

            """,
            KohyaTomlFile.Format(config));
    }

    [Fact]
    public void Write_ThenRead_GivesTheSameBack() => KohyaValues.AnyTomlConfig.Sample(config =>
    {
        var read = KohyaTomlFile.Parse(KohyaTomlFile.Format(config), "x.toml");
        Assert.Equal(config.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal), read.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    });

    [Fact]
    public void Parse_WhenTextIsRandom_OnlyEverThrowsItsOwn() =>
        Gen.String[Gen.OneOf('a', '=', '[', ']', '{', '}', '"', '\'', '\n', '.', ',', '1', '-', 'e', ' ', '#', '\\', 'u', '猫', '\0'), 0, 30].Sample(text =>
        {
            try
            {
                KohyaTomlFile.Parse(text, "x.toml");
            }
            catch (KohyaConfigException)
            {
            }
        }, iter: 10_000);

    [Theory]
    [InlineData("dataset.toml")]
    [InlineData("dataset-masked_loss.toml")]
    public void Read_OfARealFile_SurvivesWriting(string name)
    {
        var path = _folder.File(name);
        var config = KohyaTomlFile.Read(Golden.Reference("kohya-configs", name));
        KohyaTomlFile.Write(path, config);
        Assert.Equal(config.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal), KohyaTomlFile.Read(path).Values);
        Assert.NotEmpty(config.Values);
    }
}
