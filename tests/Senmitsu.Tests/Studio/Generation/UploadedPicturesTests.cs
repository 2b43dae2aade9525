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
        var uploads = new UploadedPictures(folder.File("uploads"), TimeProvider.System);
        var picture = ImageFile.EncodePng(new PixelImage(8, 8));
        var name = uploads.Add(picture);
        Assert.Equal(name, uploads.Add(picture));
        Assert.Equal(picture, File.ReadAllBytes(uploads.Find(name)!));
        Assert.Null(uploads.Find("../" + name));
        Assert.Null(uploads.Find(name + "\n"));
        Assert.Null(uploads.Find(null));
    }

    [Fact]
    public void Add_OfManyMasks_KeepsThePictureThatIsUsedWithThem()
    {
        using var folder = new TemporaryFolder();
        var clock = new MovingClock();
        var uploads = new UploadedPictures(folder.File("uploads"), clock);
        var start = uploads.Add(Picture(0));
        var masks = Enumerable.Range(1, 250).Select(number =>
        {
            clock.Passed += TimeSpan.FromMinutes(1);
            Assert.NotNull(uploads.Find(start));
            return uploads.Add(Picture(number));
        }).ToList();
        Assert.NotNull(uploads.Find(start));
        Assert.Null(uploads.Find(masks[0]));
        Assert.NotNull(uploads.Find(masks[^1]));

        static byte[] Picture(int number)
        {
            var picture = new PixelImage(2, 1);
            picture.Pixels[0] = (byte)number;
            return ImageFile.EncodePng(picture);
        }
    }

    [Fact]
    public void Find_AgainSoonAfter_WritesNothing()
    {
        using var folder = new TemporaryFolder();
        var clock = new MovingClock();
        var uploads = new UploadedPictures(folder.File("uploads"), clock);
        var path = uploads.Find(uploads.Add(ImageFile.EncodePng(new PixelImage(2, 1))))!;
        var added = File.GetLastWriteTimeUtc(path);
        clock.Passed = TimeSpan.FromSeconds(50);
        Assert.NotNull(uploads.Find(Path.GetFileNameWithoutExtension(path)));
        Assert.Equal(added, File.GetLastWriteTimeUtc(path));
        clock.Passed = TimeSpan.FromMinutes(2);
        Assert.NotNull(uploads.Find(Path.GetFileNameWithoutExtension(path)));
        Assert.True(File.GetLastWriteTimeUtc(path) > added);
    }

    [Fact]
    public void Add_NoPicture_LeavesNothing()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<ImageFileException>(() => new UploadedPictures(folder.File("uploads"), TimeProvider.System).Add([1, 2, 3]));
        Assert.Empty(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    /// <summary>The system's clock, some time later.</summary>
    private sealed class MovingClock : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Passed;
    }
}
