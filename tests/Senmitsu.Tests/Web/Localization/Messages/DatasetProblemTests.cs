using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;
using Senmitsu.Tests.Testing;
using Senmitsu.Training;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Settings;

namespace Senmitsu.Tests.Web.Localization.Messages;

/// <summary>Folders with every kind of mistake, and what a Japanese page says of them.</summary>
public sealed class DatasetProblemTests : IDisposable
{
    private static readonly byte[] Png = ImageFile.EncodePng(new PixelImage(80, 64));

    /// <summary>Kinds that only the settings of a run bring about.</summary>
    private static readonly DatasetProblemKind[] Elsewhere = [DatasetProblemKind.GuiSteps, DatasetProblemKind.NothingToTrain];

    private readonly TemporaryFolder _folder = new();
    private readonly List<DatasetProblem> _problems = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Problems_OfEveryKind_AreInJapanese()
    {
        MakeFolders();
        Read(Settings("none"));
        Read(Settings("loose"));
        Read(Settings("deep"));
        Read(Settings("empty"));
        Read(Settings("deep", "inner", "3_cat"));
        Read(Settings("all"));
        Read(Settings("all") with { RegDataDir = _folder.File("reg") });
        Read(Settings("all") with { RegDataDir = _folder.File("reg"), ConditioningDataDir = _folder.File("masks"), MaskedLoss = true });
        Read(Settings("masked") with { ConditioningDataDir = _folder.File("covers"), MaskedLoss = true });
        Read(Settings("small") with { EnableBucket = true, BucketNoUpscale = true });
        Read(Settings("thin") with { Resolution = new ImageSize(512, 512), EnableBucket = true });
        ReadConfig($"[[datasets]]\nresolution = 64\nnetwork_multiplier = 0.5\n[[datasets.subsets]]\nimage_dir = '{_folder.File("all", "1_cat")}'\ncaption_extension = '.txt'\nkeep_tokens_separator = '|||'\n[[datasets.subsets]]\nimage_dir = '{_folder.File("all", "1_cat")}'\n");
        ReadConfig($"[[datasets]]\nresolution = 64\n[[datasets.subsets]]\nimage_dir = '{_folder.File("all", "1_cat")}'\nmetadata_file = '{_folder.File("meta.json")}'\n");
        ReadConfig($"[[datasets]]\nresolution = 64\n[[datasets.subsets]]\nimage_dir = '{_folder.File("all", "1_cat")}'\nmetadata_file = '{_folder.File("damaged.json")}'\n");

        Assert.All(_problems, problem => Japanese.Of(problem.Message));
        Assert.Empty(Enum.GetValues<DatasetProblemKind>().Except(Elsewhere).Except(_problems.Select(problem => problem.Kind)));
    }

    private void MakeFolders()
    {
        Picture("loose", "a.png");
        Picture("deep", "inner", "3_cat", "a.png");
        Directory.CreateDirectory(_folder.File("empty", "1_cat"));
        foreach (var name in new[] { "a.png", "b.png", "b.jpg", "c.png", "d.png", "e.png", "f.gif", "g.png" }) Picture("all", "1_cat", name);
        Picture("all", "1_cat", "more", "x.png");
        Picture("all", "0_dog", "x.png");
        Picture("all", "dogs", "x.png");
        File.WriteAllBytes(_folder.File("all", "1_cat", "h.png"), Png[..^40]);
        File.WriteAllBytes(_folder.File("all", "1_cat", "i.png"), PngWithAlpha.Encode(64, 64, (x, _) => (byte)x));
        File.WriteAllText(_folder.File("all", "1_cat", "a.txt"), "");
        File.WriteAllText(_folder.File("all", "1_cat", "b.txt"), "one ||| more\ntwo");
        File.WriteAllBytes(_folder.File("all", "1_cat", "c.txt"), [0x94, 0x4C]); // 猫 in Shift-JIS
        File.WriteAllBytes(_folder.File("all", "1_cat", "d.txt"), [0xFF, 0xFF, 0xFF]);
        Picture("masks", "a.png");
        Picture("masks", "unused.png");
        File.WriteAllBytes(_folder.File("masks", "b.png"), ImageFile.EncodePng(new PixelImage(8, 8)));
        Picture("masked", "1_cat", "a.png");
        Picture("covers", "a.png");
        Picture("covers", "unused.png");
        for (var i = 0; i < 30; i++) Picture("reg", "1_animal", $"{i}.png");
        File.WriteAllBytes(_folder.File("small", "1_cat", "a.png"), ImageFile.EncodePng(new PixelImage(16, 16)));
        Picture("thin", "1_cat", "a.png");
        File.WriteAllBytes(_folder.File("thin", "1_cat", "strip.png"), ImageFile.EncodePng(new PixelImage(11000, 1)));
        File.WriteAllText(_folder.File("meta.json"), $$"""{ "{{_folder.File("all", "1_cat", "a.png").Replace('\\', '/')}}": { "caption": "a cat" }, "gone": { "caption": "x" } }""");
        File.WriteAllText(_folder.File("damaged.json"), "{");
    }

    private DatasetSettings Settings(params string[] folder) => new() { TrainDataDir = _folder.File(folder), Resolution = new ImageSize(64, 64), CaptionExtension = ".txt" };

    private void ReadConfig(string text)
    {
        File.WriteAllText(_folder.File("datasets.toml"), text);
        Read(new DatasetSettings { DatasetConfig = _folder.File("datasets.toml") });
    }

    private void Read(DatasetSettings settings)
    {
        try
        {
            var contents = DatasetSource.Read(settings);
            _problems.AddRange(contents.SelectMany(content => content.Images.Problems));
            _problems.AddRange(TrainingPlan.Create(new TrainingSettings { Dataset = settings, Output = new() { OutputName = "x" } }, contents, 1).Problems);
        }
        catch (DatasetException e)
        {
            _problems.AddRange(e.Problems);
        }
    }

    private void Picture(params string[] parts) => File.WriteAllBytes(_folder.File(parts), Png);
}
