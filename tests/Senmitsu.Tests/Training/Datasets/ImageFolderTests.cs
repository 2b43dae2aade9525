using System.Text;
using Senmitsu.Numerics.Images;
using Senmitsu.Tests.Testing;
using Senmitsu.Training.Datasets;

namespace Senmitsu.Tests.Training.Datasets;

public sealed class ImageFolderTests : IDisposable
{
    private static readonly byte[] Png = ImageFile.EncodePng(new PixelImage(70, 90));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("10_ohwx man", true, 10, "ohwx man")]
    [InlineData("10_my_cat", true, 10, "my_cat")]
    [InlineData("10", true, 10, "")]
    [InlineData(" +7 _x", true, 7, "x")]
    [InlineData("１０_猫", true, 10, "猫")]
    [InlineData("0_x", true, 0, "x")]
    [InlineData("-1_x", true, -1, "x")]
    [InlineData("cats", false, 0, "")]
    [InlineData("_x", false, 0, "x")]
    [InlineData("1.5_x", false, 0, "x")]
    [InlineData("99999999999_x", false, 0, "x")]
    public void TryParseName_AnyName_FollowsPythonsInt(string name, bool isNumber, int repeats, string classTokens)
    {
        Assert.Equal(isNumber, ImageFolder.TryParseName(name, out int actual, out var tokens));
        if (isNumber) Assert.Equal(repeats, actual);
        Assert.Equal(classTokens, tokens);
    }

    [Fact]
    public void Scan_TwoFolders_ReadsThemInOrder()
    {
        Picture("5_style", "b.JPG");
        Picture("10_ohwx man", "z.png");
        Picture("10_ohwx man", "a.WebP");
        Text("z, tag\nsecond line", "10_ohwx man", "z.txt");
        Text("unused", "10_ohwx man", "notes.md");
        var images = ImageFolder.Scan(_folder.Path, "txt");
        Assert.Equal(["10_ohwx man", "5_style"], images.Subsets.Select(s => s.Name));
        Assert.Equal(["ohwx man", "z, tag", "style"], images.Images.Select(i => i.Caption));
        Assert.Equal([10, 10, 5], images.Images.Select(i => i.Repeats));
        Assert.Equal(25, images.ImagesPerEpoch);
        Assert.All(images.Images, i => Assert.Equal(new ImageSize(70, 90), i.Size));
        Assert.Equal(2, images.Problems.Count(p => p.Kind == DatasetProblemKind.NoCaption));
        Assert.Null(images.Images[0].CaptionPath);
    }

    [Fact]
    public void Scan_PicturesDirectlyInside_SaysWhereToPutThem()
    {
        for (int i = 0; i < 5; i++) Picture($"{i}.png");
        AssertRefused(DatasetProblemKind.PicturesOutsideSubset, $"found 5 pictures directly in {_folder.Path}; put them into a folder such as {_folder.File("10_name")}");
    }

    [Fact]
    public void Scan_RepeatsFolderItself_NamesTheParent()
    {
        Picture("10_cat", "a.png");
        var error = Assert.Throws<DatasetException>(() => ImageFolder.Scan(_folder.File("10_cat"), ".txt"));
        Assert.Equal(DatasetProblemKind.SubsetFolderChosen, Assert.Single(error.Problems).Kind);
        Assert.Contains($"choose its parent folder {_folder.Path}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scan_OneLevelTooHigh_NamesTheRightFolder()
    {
        Picture("img", "10_cat", "a.png");
        AssertRefused(DatasetProblemKind.SubsetsTooDeep, $"found 10_cat one level too deep, in {_folder.File("img")}; choose {_folder.File("img")} itself");
    }

    [Fact]
    public void Scan_PicturesBelowRepeatsFolder_SaysMoveThem()
    {
        Picture("10_cat", "more", "a.png");
        AssertRefused(DatasetProblemKind.PicturesTooDeep, $"has 1 picture below 10_cat, where none are used; move them to {_folder.File("10_cat")}");
    }

    [Fact]
    public void Scan_NoNumberInFront_SaysRename()
    {
        Picture("cat", "a.png");
        AssertRefused(DatasetProblemKind.NoRepeatsPrefix, $"rename it to {_folder.File("10_cat")}");
    }

    [Theory]
    [InlineData("0_cat")]
    [InlineData("-3_cat")]
    public void Scan_RepeatsBelowOne_SaysRename(string name)
    {
        Picture(name, "a.png");
        AssertRefused(DatasetProblemKind.RepeatsBelowOne, $"rename it to {_folder.File("1_cat")}");
    }

    [Fact]
    public void Scan_FolderThatLeadsIntoItself_IsNotFollowed()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("links need rights there");
        Picture("10_cat", "a.png");
        Directory.CreateSymbolicLink(_folder.File("10_cat", "self"), ".");
        Directory.CreateSymbolicLink(_folder.File("self"), ".");
        var images = ImageFolder.Scan(_folder.Path, ".txt");
        Assert.Single(images.Images);
        Assert.DoesNotContain(images.Problems, problem => problem.Kind is DatasetProblemKind.PicturesTooDeep or DatasetProblemKind.SubsetsTooDeep);
    }

    [Fact]
    public void Scan_FolderThatMayNotBeListed_IsPassedOver()
    {
        Picture("10_cat", "a.png");
        var closed = new[] { _folder.File("lost+found"), _folder.File("10_cat", "closed") };
        try
        {
            foreach (var path in closed)
            {
                if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
                else Directory.CreateDirectory(path, UnixFileMode.None);
            }

            Assert.Single(ImageFolder.Scan(_folder.Path, ".txt").Images);
        }
        finally
        {
            foreach (var path in closed) Directory.Delete(path);
        }
    }

    [Fact]
    public void ToAdvise_FolderThatIsGone_HoldsNothing()
    {
        Assert.Empty(ImageFolder.FoldersToAdvise(_folder.File("gone")));
        Assert.Empty(ImageFolder.PicturesToAdvise(_folder.File("gone")));
    }

    [Fact]
    public void Scan_NothingOrMissing_SaysSo()
    {
        AssertRefused(DatasetProblemKind.NoPictures, $"found no pictures in {_folder.Path}");
        Directory.CreateDirectory(_folder.File("10_cat"));
        AssertRefused(DatasetProblemKind.NoPictures, $"{_folder.File("10_cat")} has no pictures");
        var error = Assert.Throws<DatasetException>(() => ImageFolder.Scan(_folder.File("missing"), ".txt"));
        Assert.Equal(DatasetProblemKind.FolderUnreadable, Assert.Single(error.Problems).Kind);
    }

    [Fact]
    public void Scan_UnreadablePicture_IsLeftOutAndNamed()
    {
        Picture("10_cat", "a.png");
        Text("no picture, but text", "10_cat", "b.png");
        var images = ImageFolder.Scan(_folder.Path, ".txt");
        Assert.Single(images.Images);
        var problem = Assert.Single(images.Problems, p => p.Kind == DatasetProblemKind.UnreadablePicture);
        Assert.Equal(_folder.File("10_cat", "b.png"), problem.Path);
        File.Delete(_folder.File("10_cat", "a.png"));
        AssertRefused(DatasetProblemKind.UnreadablePicture, "b.png");
    }

    [Fact]
    public void Scan_RemarkableFiles_AreReportedNotRefused()
    {
        Picture("10_cat", "a.png");
        Picture("10_cat", "a.jpg");
        Picture("10_cat", "b.gif");
        Picture("loose.png");
        Text("x", "10_cat", "a.caption");
        var images = ImageFolder.Scan(_folder.Path, ".txt");
        Assert.Equal(
            [DatasetProblemKind.UnsupportedPictures, DatasetProblemKind.SharedCaption, DatasetProblemKind.NoCaption, DatasetProblemKind.PicturesOutsideSubset],
            images.Problems.Select(p => p.Kind));
        Assert.Contains("choose the caption extension .caption", images.Problems[2].Message, StringComparison.Ordinal);
        Assert.DoesNotContain(ImageFolder.Scan(_folder.Path, "").Problems, p => p.Kind == DatasetProblemKind.NoCaption);
    }

    [Fact]
    public void Scan_Captions_ToleratesEncodings()
    {
        var cases = new (string Name, byte[] Bytes, string Expected, DatasetProblemKind? Problem)[]
        {
            ("a", [0xEF, 0xBB, 0xBF, .. "猫, café"u8], "猫, café", null),
            ("b", [0x94, 0x4C, 0x2C, 0x20, 0x93, 0xFA, 0x96, 0x7B], "猫, 日本", DatasetProblemKind.CaptionEncoding),
            ("c", [], "cat", DatasetProblemKind.EmptyCaption),
            ("d", [0x20, 0x0A], "", null),
            ("e", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("notepad")], "notepad", null),
            ("f", [0xFD, 0xFF, 0x00], "cat", DatasetProblemKind.UnreadableCaption),
            ("g", [.. "  first \r\nsecond"u8], "first", DatasetProblemKind.CaptionLines),
        };
        foreach (var (name, bytes, _, _) in cases)
        {
            Picture("10_cat", name + ".png");
            File.WriteAllBytes(_folder.File("10_cat", name + ".txt"), bytes);
        }

        var images = ImageFolder.Scan(_folder.Path, ".txt");
        Assert.Equal(cases.Select(c => c.Expected), images.Images.Select(i => i.Caption));
        Assert.Equal(cases.Where(c => c.Problem is not null).Select(c => c.Problem!.Value), images.Problems.Select(p => p.Kind));
    }

    [Fact]
    public void Find_FaceCrop_UsesTheCaptionOfTheWholePicture()
    {
        Text("face", "img.txt");
        Assert.Equal(_folder.File("img.txt"), Caption.Find(_folder.File("img_320_200_90_90.png"), ".txt"));
        Assert.Null(Caption.Find(_folder.File("other_320_200_90_90.png"), ".txt"));
    }

    [Fact]
    public void TagFrequency_Captions_CountsLowerCaseTagsOncePerCaption()
    {
        foreach (var name in new[] { "a", "b" })
        {
            Picture("10_cat", name + ".png");
            Text($"Red Dress,, {name} , café", "10_cat", name + ".txt");
        }

        var images = ImageFolder.Scan(_folder.Path, ".txt");
        Assert.Equal("{\"10_cat\": {\"red dress\": 2, \"a\": 1, \"caf\\u00e9\": 2, \"b\": 1}}", KohyaDatasetMetadata.TagFrequency(images));
        Assert.Equal("{\"10_cat\": {\"n_repeats\": 10, \"img_count\": 2}}", KohyaDatasetMetadata.DatasetDirs(images));
    }

    private void Picture(params string[] parts) => File.WriteAllBytes(_folder.File(parts), Png);

    private void Text(string text, params string[] parts) => File.WriteAllText(_folder.File(parts), text);

    private void AssertRefused(DatasetProblemKind kind, string message)
    {
        var error = Assert.Throws<DatasetException>(() => ImageFolder.Scan(_folder.Path, ".txt"));
        Assert.Contains(error.Problems, p => p.Kind == kind && p.Message.Contains(message, StringComparison.Ordinal));
    }
}
