using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Generation;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Studio.Generation;

public sealed class UploadedPicturesTests
{
    [Fact]
    public void Add_PictureTwice_HasOneName()
    {
        using var folder = new TemporaryFolder();
        var uploads = new UploadedPictures(folder.File("uploads"));
        var picture = ImageFile.EncodePng(new PixelImage(8, 8));
        var name = uploads.Add(picture);
        Assert.Equal(name, uploads.Add(picture));
        Assert.Equal(picture, File.ReadAllBytes(uploads.Find(name)!));
        Assert.Null(uploads.Find("../" + name));
        Assert.Null(uploads.Find(name + "\n"));
        Assert.Null(uploads.Find(null));
    }

    [Fact]
    public void Add_NoPicture_LeavesNothing()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<ImageFileException>(() => new UploadedPictures(folder.File("uploads")).Add([1, 2, 3]));
        Assert.Empty(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }
}
