using Senmitsu.Formats.Png;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio;
using Senmitsu.Studio.Gallery;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Storage;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Studio.Gallery;

public sealed class ImageLibraryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StudioFolders _folders;
    private readonly StudioDatabase _database;
    private readonly ImageLibrary _gallery;

    public ImageLibraryTests()
    {
        _folders = new StudioFolders(_folder.Path);
        _database = StudioDatabase.Open(_folders.Database, TimeProvider.System, Assert.Fail);
        _gallery = new ImageLibrary(_database, _folders, TimeProvider.System);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _gallery.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Index_PicturesThatAreThere_EntersThemWithTheirInfotextAndKeepsUp()
    {
        var cat = Write("txt2img-images", "cat", seed: 5);
        Write("img2img-images", "dog", seed: 6);
        File.WriteAllBytes(_folder.File("outputs", "txt2img-images", "broken.png"), new byte[200]);
        File.WriteAllText(_folder.File("outputs", "txt2img-images", "notes.txt"), "no picture");
        Assert.Equal(2, Index());
        Assert.Equal(0, Index());

        var item = Assert.Single(_gallery.Page(new() { Folder = "txt2img-images" }, 0, 10).Items);
        Assert.Equal((12, 8, 5L, "demo", Rating.None), (item.Width, item.Height, item.Seed, item.Model, item.Rating));
        var image = _gallery.Find(item.Id)!;
        Assert.Equal((cat, "00000-5.png"), (image.Path, image.Name));
        Assert.StartsWith("cat", image.Infotext, StringComparison.Ordinal);

        _gallery.Rate(item.Id, Rating.Star);
        ImageFiles.SaveAs(Path.GetDirectoryName(cat)!, "another", new PixelImage(20, 20), "no parameters");
        var dog = Assert.Single(_gallery.Page(new() { Text = "DOG 6" }, 0, 10).Items);
        File.Delete(_gallery.Find(dog.Id)!.Path);
        Assert.Equal(2, Index());
        Assert.Null(_gallery.Find(dog.Id));
        Assert.Equal(Rating.Star, _gallery.Find(item.Id)!.Item.Rating);
        Assert.Equal(2, _gallery.Page(GalleryFilter.All, 0, 10).Total);
    }

    [Fact]
    public void Index_WithoutTheOutputsFolder_ForgetsNothing()
    {
        Write("txt2img-images", "cat", seed: 5);
        Index();
        Directory.Move(_folders.Outputs, _folders.Outputs + "-elsewhere");
        Assert.Equal(0, Index());
        Assert.Equal(1, _gallery.Page(GalleryFilter.All, 0, 1).Total);
    }

    [Fact]
    public void Add_AFileThatIsReplaced_KeepsItsId()
    {
        var path = Write("txt2img-images", "cat", seed: 5);
        var id = _gallery.Add(path);
        Assert.Equal(id, _gallery.FindId(path));
        File.WriteAllBytes(path, ImageFile.EncodePng(new PixelImage(30, 40)));
        Assert.Equal(id, _gallery.Add(path));
        Assert.Equal((30, 40, null), (_gallery.Find(id!.Value)!.Item.Width, _gallery.Find(id.Value)!.Item.Height, _gallery.Find(id.Value)!.Infotext));
        Assert.Null(_gallery.Add(_folder.File("elsewhere.png")));
        Assert.Null(_gallery.Add(_folder.File("outputs", "missing.png")));
    }

    [Fact]
    public void Page_OfTenThousandPictures_IsNewestFirstWithoutGaps()
    {
        const int Count = 10_000;
        using (var connection = _database.Connect())
        {
            connection.Together(() =>
            {
                for (var i = 0; i < Count; i++) ImageIndex.Enter(connection, new NewImage($"txt2img-images/{i}.png", $"prompt {i}\nSteps: 20, Seed: {i}, Size: 8x8", new ImageSize(8, 8), 100, DateTimeOffset.FromUnixTimeMilliseconds(i / 2)));
            });
        }

        var seen = new List<long?>();
        for (var skip = 0; skip < Count; skip += 1234)
        {
            var page = _gallery.Page(GalleryFilter.All, skip, 1234);
            Assert.Equal(Count, page.Total);
            seen.AddRange(page.Items.Select(item => item.Seed));
        }

        Assert.Equal(Enumerable.Range(0, Count).Reverse().Select(i => (long?)i), seen);
        Assert.Empty(_gallery.Page(GalleryFilter.All, Count, 10).Items);
        Assert.Equal(Count, _gallery.Ids(GalleryFilter.All).Count);
        Assert.Equal([9999, 999], _gallery.Page(new() { Text = "Seed: 999" }, 0, 100).Items.Select(item => item.Seed!.Value).Where(seed => seed is 999 or 9999));
    }

    [Fact]
    public void Rate_AndFilter_CountsAndFindsThem()
    {
        var ids = Enumerable.Range(0, 4).Select(i => _gallery.Add(Write("txt2img-images", "cat", i))!.Value).ToList();
        _gallery.Rate(ids[0], Rating.Reject);
        _gallery.Rate(ids[1], Rating.Keep);
        _gallery.Rate(ids[1], Rating.Star);
        _gallery.Rate(ids[2], Rating.Keep);
        _gallery.Rate(ids[2], Rating.None);
        _gallery.Rate(-1, Rating.Keep); // no such picture
        Assert.Equal([ids[1]], _gallery.Ids(new() { Rating = Rating.Star }));
        Assert.Equal([ids[3], ids[2]], _gallery.Ids(new() { Rating = Rating.None }));
        Assert.Equal(new Dictionary<Rating, int> { [Rating.None] = 2, [Rating.Reject] = 1, [Rating.Star] = 1 }, _gallery.CountRatings());
        Assert.Throws<ArgumentOutOfRangeException>(() => _gallery.Rate(ids[0], (Rating)9));
    }

    [Fact]
    public void Delete_AndRestore_BringsFileRatingAndIdBack()
    {
        var path = Write("txt2img-images", "cat", seed: 5);
        var id = _gallery.Add(path)!.Value;
        _gallery.Rate(id, Rating.Keep);
        Assert.True(_gallery.Delete(id));
        Assert.False(_gallery.Delete(id));
        Assert.False(File.Exists(path));
        Assert.Equal(0, _gallery.Page(GalleryFilter.All, 0, 1).Total);
        var trashed = _gallery.Find(_gallery.Ids(new() { IsTrash = true }).Single())!;
        Assert.True(trashed.IsTrashed && File.Exists(trashed.Path));
        Assert.Equal("00000-5.png", trashed.Name);

        // Its name is free, so the next picture of this seed gets it.
        var other = _gallery.Add(Write("txt2img-images", "dog", seed: 5));
        Assert.NotEqual(id, other);
        Assert.Equal(0, Index());
        Assert.True(_gallery.Restore(id));
        Assert.False(_gallery.Restore(id));
        Assert.Equal(("00000-5-1.png", Rating.Keep, false), (_gallery.Find(id)!.Name, _gallery.Find(id)!.Item.Rating, _gallery.Find(id)!.IsTrashed));
        Assert.Equal(0, Index());

        _gallery.Delete(id);
        Assert.Equal(1, _gallery.EmptyTrash());
        Assert.Null(_gallery.Find(id));
        Assert.Empty(Directory.GetFiles(_folders.Trash));
    }

    [Fact]
    public void Delete_OfAFileThatIsGone_TakesItsEntryOut()
    {
        var path = Write("txt2img-images", "cat", seed: 5);
        var id = _gallery.Add(path)!.Value;
        File.Delete(path);
        Assert.True(_gallery.Delete(id));
        Assert.Null(_gallery.Find(id));
        Assert.Empty(_gallery.Ids(new() { IsTrash = true }));
    }

    [Fact]
    public void Delete_WithoutTheOutputsFolder_ForgetsNothing()
    {
        var id = _gallery.Add(Write("txt2img-images", "cat", seed: 5))!.Value;
        Directory.Move(_folders.Outputs, _folders.Outputs + "-elsewhere");
        Assert.Throws<UserErrorException>(() => _gallery.Delete(id));
        Assert.NotNull(_gallery.Find(id));
    }

    [Fact]
    public void EmptyTrash_WhoseFolderIsGone_TakesTheEntriesOut()
    {
        var id = _gallery.Add(Write("txt2img-images", "cat", seed: 5))!.Value;
        _gallery.Delete(id);
        Directory.Delete(_folders.Trash, recursive: true);
        Assert.Equal(1, _gallery.EmptyTrash());
        Assert.Null(_gallery.Find(id));
    }

    [Fact]
    public async Task Delete_AndEmptyTrash_TakeTheThumbnailsAlong()
    {
        var id = _gallery.Add(Write("txt2img-images", "cat", seed: 5))!.Value;
        var small = await _gallery.ThumbnailAsync(id, Token);
        _gallery.Delete(id);
        Assert.False(File.Exists(small));
        Assert.True(File.Exists(await _gallery.ThumbnailAsync(id, Token))); // the trash is looked at
        _gallery.EmptyTrash();
        Assert.Empty(Directory.GetFiles(_folders.Thumbnails, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task ThumbnailAsync_OfALargePicture_IsSmallAndMadeOnce()
    {
        var path = ImageFiles.Save(_folder.File("outputs", "txt2img-images", "x")[..^2], new PixelImage(600, 300), 1, "x");
        var id = _gallery.Add(path)!.Value;
        var small = (await _gallery.ThumbnailAsync(id, Token))!;
        Assert.Equal(new ImageSize(256, 128), ImageFile.ReadSize(small));
        var written = File.GetLastWriteTimeUtc(small);
        Assert.Equal([small, small, small], await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _gallery.ThumbnailAsync(id, Token))));
        Assert.Equal(written, File.GetLastWriteTimeUtc(small));

        File.WriteAllBytes(path, ImageFile.EncodePng(new PixelImage(40, 20)));
        _gallery.Add(path);
        var changed = (await _gallery.ThumbnailAsync(id, Token))!;
        Assert.NotEqual(small, changed);
        Assert.Equal(new ImageSize(40, 20), ImageFile.ReadSize(changed));

        File.WriteAllBytes(path, [1, 2, 3]);
        Assert.Null(await _gallery.ThumbnailAsync(id, Token));
        Assert.Null(await _gallery.ThumbnailAsync(id + 1, Token));
    }

    [Fact]
    public async Task Similar_AfterLooking_OrdersByLook()
    {
        var upright = _gallery.Add(Save(Stripes(isUpright: true, width: 32)))!.Value;
        var flat = _gallery.Add(Save(Stripes(isUpright: false, width: 32)))!.Value;
        var again = _gallery.Add(Save(Stripes(isUpright: true, width: 30)))!.Value;
        Assert.Equal([again, flat, upright], _gallery.Similar(upright, GalleryFilter.All)); // nothing known yet: newest first
        await _gallery.ThumbnailAsync(flat, Token);
        await _gallery.PrepareSimilarAsync(GalleryFilter.All, Token);
        Assert.Equal([upright, again, flat], _gallery.Similar(upright, GalleryFilter.All));

        string Save(PixelImage image) => ImageFiles.Save(_folder.File("outputs", "txt2img-images", "x")[..^2], image, 1, "x");
    }

    [Fact]
    public async Task Attach_WhenPicturesCome_IsTold()
    {
        using var viewer = _gallery.Attach();
        await using var reader = viewer.GetAsyncEnumerator(Token);
        Assert.True(await reader.MoveNextAsync());
        var before = reader.Current;
        _gallery.Add(Write("txt2img-images", "cat", seed: 5));
        Assert.True(await reader.MoveNextAsync());
        Assert.True(reader.Current > before);
    }

    [Fact]
    public void Add_WithDamagedTexts_ShowsThePictureWithoutSettings()
    {
        var png = PngTextChunks.Write(ImageFile.EncodePng(new PixelImage(8, 8)), PngTextChunks.ParametersKeyword, "cat");
        png[45] ^= 0xFF; // within the text, so that its checksum is wrong
        var path = _folder.File("outputs", "txt2img-images", "damaged.png");
        File.WriteAllBytes(path, png);
        Assert.Null(_gallery.Find(_gallery.Add(path)!.Value)!.Infotext);
    }

    private static PixelImage Stripes(bool isUpright, int width)
    {
        var image = new PixelImage(128, 128);
        for (var y = 0; y < 128; y++)
        {
            for (var x = 0; x < 128; x++) image.Row(y).Slice(x * 3, 3).Fill((byte)((isUpright ? x : y) / width % 2 * 255));
        }

        return image;
    }

    private string Write(string folder, string prompt, long seed) =>
        ImageFiles.Save(_folder.File("outputs", folder, "2026-01-01", "x")[..^2], new PixelImage(12, 8), seed, $"{prompt}\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: {seed}, Size: 12x8, Model: demo");

    private int Index() => _gallery.Index(new Progress<int>(), Token);
}
