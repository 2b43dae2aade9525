using System.Text;
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
    public void Add_SameNameWithAnotherEnding_GetsACaptionOfItsOwn()
    {
        using var folder = new TemporaryFolder();
        var sets = new PictureSets(folder.File("datasets"));
        sets.Add("dog", "a.png", ImageFile.EncodePng(new PixelImage(8, 8)), "first");
        sets.Add("dog", "a.jpg", ImageFile.EncodeJpeg(new PixelImage(8, 8), 90), "second");
        Assert.Equal([("a-2.jpg", "second"), ("a.png", "first")], sets.Read("dog").Pictures.Select(picture => (picture.Name, picture.Caption)));
    }

    [Fact]
    public void Crop_Again_BeginsFromTheWholePicture()
    {
        using var folder = new TemporaryFolder();
        var sets = new PictureSets(folder.File("datasets"));
        var image = new PixelImage(12, 8);
        image.Row(2)[5 * PixelImage.Channels] = 255;
        sets.Add("dog", "a.webp.bmp", ImageFile.EncodePng(image), "a dog"); // what it is, not what it is called, counts
        sets.Crop("dog", Only(), new CropSquare(5, 2, 4));
        Assert.Equal(("a_webp.png", "a dog"), (Only().Name, Only().Caption));
        Assert.Equal(new ImageSize(4, 4), ImageFile.Read(Only().Path).Size);
        Assert.Equal(255, ImageFile.Read(Only().Path).Row(0)[0]);
        var before = Only();

        sets.Crop("dog", Only(), new CropSquare(9, -3, 6)); // reaches over two edges
        var second = ImageFile.Read(Only().Path);
        Assert.Equal(image.Crop(6, 0, 6, 6).Pixels, second.Pixels);
        Assert.NotEqual(before.Version, Only().Version);
        Assert.Equal(["dog"], sets.Names);

        PictureSets.Uncrop(Only());
        Assert.Equal(("a_webp.bmp", "a dog", null), (Only().Name, Only().Caption, Only().WholePath));
        Assert.Equal(image.Pixels, ImageFile.Read(Only().Path).Pixels);
        Assert.Equal(2, Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Length);

        SetPicture Only() => Assert.Single(sets.Read("dog").Pictures);
    }

    [Fact]
    public void Remove_OfACroppedPicture_TakesTheWholeOneToo()
    {
        using var folder = new TemporaryFolder();
        var sets = new PictureSets(folder.File("datasets"));
        sets.Add("dog", "a.png", ImageFile.EncodePng(new PixelImage(12, 8)), "a dog");
        sets.Crop("dog", sets.Read("dog").Pictures[0], new CropSquare(0, 0, 8));
        PictureSets.Remove(sets.Read("dog").Pictures[0]);
        Assert.Empty(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Crop_EndingInCapitals_KeepsTheNameOfThePicture()
    {
        using var folder = new TemporaryFolder();
        var sets = new PictureSets(folder.File("datasets"));
        var image = new PixelImage(12, 8);
        File.WriteAllBytes(folder.File("datasets", "dog", "10_dog", "A.PNG"), ImageFile.EncodePng(image));
        sets.Crop("dog", Only(), new CropSquare(0, 0, 4));
        sets.Crop("dog", Only(), new CropSquare(0, 0, 6)); // begins from the whole one
        Assert.Equal(("A.PNG", new ImageSize(6, 6)), (Only().Name, ImageFile.ReadSize(Only().Path)));
        PictureSets.Uncrop(Only());
        Assert.Equal(("A.PNG", image.Size), (Only().Name, ImageFile.ReadSize(Only().Path)));

        SetPicture Only() => Assert.Single(sets.Read("dog").Pictures);
    }

    [Fact]
    public void Add_WhereAWholePictureWasLeftBehind_ForgetsIt()
    {
        using var folder = new TemporaryFolder();
        var sets = new PictureSets(folder.File("datasets"));
        sets.Add("dog", "a.jpg", ImageFile.EncodeJpeg(new PixelImage(12, 8), 90), "a dog");
        sets.Crop("dog", sets.Read("dog").Pictures[0], new CropSquare(0, 0, 8));
        Directory.Delete(folder.File("datasets", "dog"), recursive: true); // in a file manager, which does not show .whole
        sets.Add("dog", "a.png", ImageFile.EncodePng(new PixelImage(8, 8)), "another dog");
        Assert.Null(Assert.Single(sets.Read("dog").Pictures).WholePath);
    }

    [Fact]
    public void Read_CaptionOfNotepad_IsReadAsTrainingDoes()
    {
        using var folder = new TemporaryFolder();
        var sets = new PictureSets(folder.File("datasets"));
        sets.Add("dog", "a.png", ImageFile.EncodePng(new PixelImage(8, 8)), "");
        var caption = Path.ChangeExtension(sets.Read("dog").Pictures[0].Path, ".txt");
        var shiftJis = CodePagesEncodingProvider.Instance.GetEncoding(932)!;
        File.WriteAllBytes(caption, shiftJis.GetBytes("犬, 芝生\r\n猫\r\n"));
        Assert.Equal("犬, 芝生\n猫", sets.Read("dog").Pictures[0].Caption);
        Assert.Null(sets.Read("dog").Pictures[0].CaptionProblem);
        File.WriteAllBytes(caption, [0x61, 0x81, 0x20]); // neither UTF-8 nor Shift-JIS
        Assert.Contains("a.txt", sets.Read("dog").Pictures[0].CaptionProblem, StringComparison.Ordinal);
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
