using Senmitsu.Numerics.Images;
using Senmitsu.Studio;
using Senmitsu.Studio.Datasets;
using Senmitsu.Tests.Testing;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Settings;

namespace Senmitsu.Tests.Studio.Datasets;

public sealed class CheckDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_Photographs_CountsAndComparesThem()
    {
        var photos = Directory.GetFiles(Golden.Reference("photos"), "*.jpg").Order(StringComparer.Ordinal).ToArray();
        foreach (var photo in photos) File.Copy(photo, _folder.File("img", "2_dog", Path.GetFileName(photo)));
        var first = ImageFile.Read(photos[0]);
        File.Copy(photos[1], _folder.File("img", "2_dog", "copy.jpg"));
        File.WriteAllBytes(_folder.File("img", "2_dog", "small.png"), ImageFile.EncodePng(KohyaResize.Resize(first, new ImageSize(first.Width / 4, first.Height / 4))));
        File.WriteAllBytes(_folder.File("img", "2_dog", "ghost.png"), PngWithAlpha.Encode(600, 600, (x, y) => (byte)(x * y)));
        File.WriteAllText(_folder.File("img", "2_dog", "small.txt"), string.Join(", ", Enumerable.Repeat("tag", 60)));
        File.WriteAllText(_folder.File("img", "2_dog", "copy.txt"), " ");

        var report = Run(new DatasetCheckRequest(Settings, Golden.Reference("clip-tokenizer"), DatasetCheckRequest.UsualDistance));
        Assert.True(report.IsUsable);
        Assert.Equal(new FolderSummary("2_dog", _folder.File("img", "2_dog"), 2, false, 8, 2, "copy.jpg: empty"), Assert.Single(report.Folders));
        Assert.Equal((16, 16), (report.ImagesPerEpoch, report.Buckets.Sum(bucket => bucket.Count)));
        Assert.Equal(["copy.jpg", Path.GetFileName(photos[1])], Assert.Single(report.Duplicates).Select(path => Path.GetFileName(path)));
        var pair = Assert.Single(report.NearDuplicates);
        Assert.Equal([Path.GetFileName(photos[0]), "small.png"], [Path.GetFileName(pair.First), Path.GetFileName(pair.Second)]);
        Assert.InRange(pair.Distance, 0, DatasetCheckRequest.UsualDistance);
        Assert.Equal("ghost.png", Path.GetFileName(Assert.Single(report.TransparentPictures)));
        Assert.Equal(6, report.WithoutCaption.Count);
        Assert.Equal("copy.jpg", Path.GetFileName(Assert.Single(report.EmptyCaptions)));
        Assert.Equal(119, Assert.Single(report.LongCaptions!).Tokens); // 60 tags and 59 commas
        Assert.Equal("small.png", Path.GetFileName(Assert.Single(report.SmallPictures).Path));
        Assert.Contains(report.Problems, problem => problem.Kind == DatasetProblemKind.TransparentPictures && problem.Message.Contains("ghost.png", StringComparison.Ordinal));
        Assert.True(report.CanBeFixed); // captions are missing
    }

    [Fact]
    public void Run_WithoutTokenizer_DoesNotCountTokens()
    {
        File.WriteAllBytes(_folder.File("img", "1_x", "a.png"), ImageFile.EncodePng(new PixelImage(64, 64)));
        Assert.Null(Run(new DatasetCheckRequest(Settings, null, 6)).LongCaptions);
    }

    [Fact]
    public void Run_WrongLayout_ReportsItInsteadOfThrowing()
    {
        File.WriteAllBytes(_folder.File("img", "a.png"), ImageFile.EncodePng(new PixelImage(64, 64)));
        var report = Run(new DatasetCheckRequest(Settings, null, 6));
        Assert.False(report.IsUsable);
        Assert.True(report.CanBeFixed);
        Assert.Equal(DatasetProblemKind.PicturesOutsideSubset, Assert.Single(report.Problems).Kind);
    }

    private DatasetSettings Settings => new() { TrainDataDir = _folder.File("img"), CaptionExtension = ".txt", Resolution = new(512, 512), EnableBucket = true };

    private DatasetReport Run(DatasetCheckRequest request) =>
        new CheckDataset(new StudioFolders(_folder.File("data")), name => name == "HF_HUB_CACHE" ? _folder.File("no cache") : null).Run(request, CancellationToken.None);
}
