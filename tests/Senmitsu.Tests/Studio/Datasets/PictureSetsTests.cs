using Senmitsu.Numerics.Images;
using Senmitsu.Studio;
using Senmitsu.Studio.Datasets;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Studio.Datasets;

public sealed class PictureSetsTests
{
    [Fact]
    public void Add_PicturesOfOneName_AreKeptApartWithTheirCaptions()
    {
        using var folder = new TemporaryFolder();
        var sets = new PictureSets(folder.File("datasets"));
        var picture = ImageFile.EncodePng(new PixelImage(8, 8));
        sets.Add("犬 6", "../../a b.png", picture, "dog6");
        sets.Add("犬 6", "a b.png", picture, "dog6");
        var set = sets.Read("犬 6");
        Assert.Equal(["a b-2.png", "a b.png"], set.Pictures.Select(known => known.Name));
        Assert.All(set.Pictures, known => Assert.Equal("dog6", known.Caption));
        Assert.StartsWith(folder.File("datasets"), set.Pictures[0].Path, StringComparison.Ordinal);
        PictureSets.Caption(set.Pictures[0], "dog6, a dog");
        sets.Repeat("犬 6", 3);
        set = sets.Read("犬 6");
        Assert.Equal((3, "dog6, a dog"), (set.Repeats, set.Pictures[0].Caption));
        Assert.True(Directory.Exists(Path.Combine(set.Folder, "3_犬 6")));
        PictureSets.Remove(set.Pictures[0]);
        Assert.Single(sets.Read("犬 6").Pictures);
    }

    [Fact]
    public void Add_NoPicture_LeavesNothing()
    {
        using var folder = new TemporaryFolder();
        var sets = new PictureSets(folder.File("datasets"));
        Assert.Throws<ImageFileException>(() => sets.Add("dog", "a.png", [1, 2, 3], "x"));
        Assert.Empty(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData(" a")]
    [InlineData("a.")]
    [InlineData("a\0")]
    [InlineData(".hidden")]
    public void Read_NameThatLeadsElsewhere_IsRefused(string name)
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<UserErrorException>(() => new PictureSets(folder.Path).Read(name));
    }
}
