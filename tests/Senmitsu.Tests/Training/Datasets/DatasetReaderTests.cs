using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;
using Senmitsu.Tests.Testing;
using Senmitsu.Training;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Settings;

namespace Senmitsu.Tests.Training.Datasets;

public sealed class DatasetReaderTests : IDisposable
{
    private static readonly byte[] Png = ImageFile.EncodePng(new PixelImage(80, 64));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("2,2,2", 5, "2,2,2")] // overshoots by less than a folder's repeats, the rest is not needed
    [InlineData("2,2,2,2", 5, "2,2,2,0")]
    [InlineData("1,1", 7, "4,3")] // one more each in turn
    [InlineData("3,1", 9, "6,3")] // 3 + 1, then + 3 and + 2
    [InlineData("5", 2, "5")]
    [InlineData("", 4, "")]
    public void Repeats_OfRegularization_AreBalanced(string folders, long wanted, string expected) =>
        Assert.Equal(Numbers(expected), RegularizationBalance.Repeats(Numbers(folders), wanted));

    [Fact]
    public void Read_ThatNobodyWaitsFor_Ends()
    {
        Picture("img", "3_cat", "a.png");
        Assert.ThrowsAny<OperationCanceledException>(() => DatasetSource.Read(Settings, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Read_WithRegularization_UsesItAsOftenAsWhatIsTrained()
    {
        Picture("img", "3_cat", "a.png");
        Picture("img", "3_cat", "b.png");
        for (int i = 0; i < 4; i++) Picture("reg", "1_animal", $"{i}.png");
        var images = Assert.Single(DatasetSource.Read(Settings with { RegDataDir = _folder.File("reg") }, TestContext.Current.CancellationToken)).Images;
        Assert.Equal((6, 12, 4), (images.TrainedPerEpoch, images.ImagesPerEpoch, images.RegularizationPictures));
        Assert.Equal([3, 3, 2, 2, 1, 1], images.Images.Select(image => image.Repeats));
        Assert.Equal("{\"3_cat\": {\"n_repeats\": 3, \"img_count\": 2}}", KohyaDatasetMetadata.DatasetDirs(images));
        Assert.Equal("{\"1_animal\": {\"n_repeats\": 1, \"img_count\": 4}}", KohyaDatasetMetadata.RegularizationDirs(images));
        Assert.Equal("{\"3_cat\": {\"cat\": 2}, \"1_animal\": {\"animal\": 4}}", KohyaDatasetMetadata.TagFrequency(images));
    }

    [Fact]
    public void Create_WithRegularization_WeighsItsLoss()
    {
        Picture("img", "1_cat", "a.png");
        Picture("reg", "1_animal", "b.png");
        var dataset = Settings with { RegDataDir = _folder.File("reg"), PriorLossWeight = 0.25, BatchSize = 2 };
        var plan = TrainingPlan.Create(new TrainingSettings { Dataset = dataset, Output = new() { OutputName = "x" } }, DatasetSource.Read(dataset, TestContext.Current.CancellationToken), 1);
        var batch = Assert.Single(plan.Order.ForEpoch(1));
        Assert.Equal([0.25f, 1f], plan.LossWeights(batch)!.Order());
        Assert.Null(plan.LossWeights(new BatchPlan(batch.Size, [0])));
    }

    [Fact]
    public void Read_TooManyRegularizationPictures_SaysSo()
    {
        Picture("img", "1_cat", "a.png");
        for (int i = 0; i < 3; i++) Picture("reg", "1_animal", $"{i}.png");
        var images = DatasetSource.Read(Settings with { RegDataDir = _folder.File("reg") }, TestContext.Current.CancellationToken)[0].Images;
        Assert.Equal(2, images.Images.Count);
        Assert.Contains(images.Problems, problem => problem.Kind == DatasetProblemKind.RegularizationUnused && problem.Message.Contains("some are not used", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_DamagedPicture_IsLeftOutOrRefusedWhenStrict()
    {
        Picture("img", "1_cat", "a.png");
        File.WriteAllBytes(_folder.File("img", "1_cat", "b.png"), Png[..^40]); // its header is whole, its pixels are not
        var images = DatasetSource.Read(Settings, TestContext.Current.CancellationToken)[0].Images;
        Assert.Single(images.Images);
        Assert.Contains("b.png", Assert.Single(images.Problems, problem => problem.Kind == DatasetProblemKind.UnreadablePicture).Message, StringComparison.Ordinal);
        var error = Assert.Throws<DatasetException>(() => DatasetSource.Read(Settings with { IsStrict = true }, TestContext.Current.CancellationToken));
        Assert.Equal(_folder.File("img", "1_cat", "b.png"), Assert.Single(error.Problems).Path);
    }

    [Fact]
    public void Read_Masks_MustExistAndFit()
    {
        Picture("img", "1_cat", "a.png");
        Picture("masks", "a.png");
        Picture("masks", "z.png");
        var settings = Settings with { MaskedLoss = true, ConditioningDataDir = _folder.File("masks") };
        var images = DatasetSource.Read(settings, TestContext.Current.CancellationToken)[0].Images;
        Assert.Equal(_folder.File("masks", "a.png"), images.Images[0].MaskPath);
        Assert.Contains("z.png", Assert.Single(images.Problems, problem => problem.Kind == DatasetProblemKind.MaskUnused).Message, StringComparison.Ordinal);

        Picture("img", "1_cat", "b.png");
        File.WriteAllBytes(_folder.File("masks", "a.png"), ImageFile.EncodePng(new PixelImage(64, 64)));
        var error = Assert.Throws<DatasetException>(() => DatasetSource.Read(settings, TestContext.Current.CancellationToken));
        Assert.Equal([DatasetProblemKind.MaskSize, DatasetProblemKind.NoMask], error.Problems.Select(problem => problem.Kind));
        Assert.Contains("is 64x64, its picture", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WildcardCaptions_KeepTheirLines()
    {
        Picture("img", "1_cat", "a.png");
        File.WriteAllText(_folder.File("img", "1_cat", "a.txt"), " one \n\n two\n");
        Assert.Equal("one\ntwo", DatasetSource.Read(Settings with { EnableWildcard = true }, TestContext.Current.CancellationToken)[0].Images.Images[0].Caption);
        Assert.Equal("one", DatasetSource.Read(Settings, TestContext.Current.CancellationToken)[0].Images.Images[0].Caption);
    }

    [Theory]
    [InlineData("meta.json", """{"a.png": {"caption": "a cat\nsitting", "tags": "cat, black"}, "sub/b": {"tags": "dog", "image_size": [80, 64]}, "gone.png": {}}""")]
    [InlineData("meta.jsonl", "{\"image_path\": \"a.png\", \"caption\": \"a cat\\nsitting\", \"tags\": \"cat, black\"}\n\n{\"image_path\": \"sub/b.png\", \"tags\": \"dog\"}\n{\"image_path\": \"gone.png\"}\n")]
    public void Read_Metadata_NamesPicturesAndCaptions(string name, string content)
    {
        Picture("img", "a.png");
        Picture("img", "sub", "b.png");
        File.WriteAllText(_folder.File(name), content);
        var settings = Settings with { InJson = _folder.File(name), DatasetRepeats = 3 };
        var images = DatasetSource.Read(settings, TestContext.Current.CancellationToken)[0].Images;
        Assert.Equal(["a cat,cat, black", "dog"], images.Images.Select(image => image.Caption));
        Assert.Equal(6, images.ImagesPerEpoch);
        Assert.Contains("gone.png not found in", Assert.Single(images.Problems).Message, StringComparison.Ordinal);
        Assert.Equal($"{{\"{name}\": {{\"n_repeats\": 3, \"img_count\": 2}}}}", KohyaDatasetMetadata.DatasetDirs(images));
        Assert.Equal(["a cat,cat, black\nsitting,cat, black", "dog"], DatasetSource.Read(settings with { EnableWildcard = true }, TestContext.Current.CancellationToken)[0].Images.Images.Select(image => image.Caption));

        File.WriteAllText(_folder.File(name), "no metadata");
        Assert.Contains("the metadata cannot be read", Assert.Throws<DatasetException>(() => DatasetSource.Read(settings, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MetadataTagsOfManyLines_AreJoined()
    {
        Picture("img", "a.png");
        Picture("img", "b.png");
        File.WriteAllText(_folder.File("meta.json"), """{"a.png": {"caption": "a cat\nsitting", "tags": "cat\nblack"}, "b.png": {"tags": "dog\r\nold"}}""");
        var settings = Settings with { InJson = _folder.File("meta.json"), EnableWildcard = true };
        Assert.Equal(["a cat,cat,black\nsitting,cat,black", "dog,old"], DatasetSource.Read(settings, TestContext.Current.CancellationToken)[0].Images.Images.Select(image => image.Caption));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_StripTooThinToBeEnlarged_IsLeftOutOrRefusedWhenStrict(bool isBucketed)
    {
        Picture("img", "1_cat", "a.png");
        File.WriteAllBytes(_folder.File("img", "1_cat", "strip.png"), ImageFile.EncodePng(new PixelImage(11000, 1)));
        var settings = Settings with { Resolution = new(512, 512), EnableBucket = isBucketed };
        var images = DatasetSource.Read(settings, TestContext.Current.CancellationToken)[0].Images;
        Assert.Single(images.Images);
        var problem = Assert.Single(images.Problems, problem => problem.Kind == DatasetProblemKind.PictureTooThin);
        Assert.Contains("strip.png is 11000x1", problem.Message, StringComparison.Ordinal);
        Assert.Equal(DatasetProblemKind.PictureTooThin, Assert.Single(Assert.Throws<DatasetException>(() => DatasetSource.Read(settings with { IsStrict = true }, TestContext.Current.CancellationToken)).Problems).Kind);
    }

    [Theory]
    [InlineData(int.MaxValue, null)]
    [InlineData(1, int.MaxValue)]
    public void Create_OfTheLongestRuns_CountsOrRefuses(int steps, int? epochs)
    {
        Picture("img", "1_cat", "a.png");
        Picture("img", "1_cat", "b.png");
        var settings = new TrainingSettings { Dataset = Settings, Run = new() { MaxTrainSteps = steps, MaxTrainEpochs = epochs }, Output = new() { OutputName = "x" } };
        if (epochs is null) Assert.Equal((int.MaxValue, (int)((int.MaxValue + 1L) / 2)), (TrainingPlan.Create(settings, DatasetSource.Read(Settings, TestContext.Current.CancellationToken), 1) is var plan ? plan.TotalSteps : 0, plan.Epochs));
        else Assert.Equal("max_train_epochs", Assert.Single(Assert.Throws<InvalidSettingsException>(() => TrainingPlan.Create(settings, DatasetSource.Read(Settings, TestContext.Current.CancellationToken), 1)).Problems).Path);
    }

    private DatasetSettings Settings => new() { TrainDataDir = _folder.File("img"), CaptionExtension = "txt", Resolution = new(64, 64) };

    private static int[] Numbers(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];

    private void Picture(params string[] parts) => File.WriteAllBytes(_folder.File(parts), Png);
}
