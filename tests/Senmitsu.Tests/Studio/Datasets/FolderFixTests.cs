using Senmitsu.Formats.Files;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Datasets;
using Senmitsu.Tests.Testing;
using Senmitsu.Training.Datasets;

namespace Senmitsu.Tests.Studio.Datasets;

public sealed class FolderFixTests : IDisposable
{
    private static readonly byte[] Png = ImageFile.EncodePng(new PixelImage(64, 64));

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _notes = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Build_PicturesDirectlyInside_LinksThemIntoAFolderWithRepeats()
    {
        Picture("猫", "a.png");
        Picture("猫", "b.png");
        File.WriteAllText(_folder.File("猫", "a.txt"), "a cat");
        var target = Build("猫");
        Assert.Equal(_folder.File("猫-fixed"), target);
        Assert.Equal(["a cat", "猫"], Captions(target!)); // what is missing is written from the folder's name
        Assert.Contains("built", Assert.Single(_notes), StringComparison.Ordinal);
        Assert.Contains("3 links and 0 copies", _notes[0], StringComparison.Ordinal);
        Assert.Equal(["a.png", "a.txt", "b.png"], Directory.GetFiles(_folder.File("猫")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)); // nothing was touched
        Assert.Empty(ImageFolder.Scan(target!, ".txt").Problems);
    }

    [Fact]
    public void Build_Again_ChangesNothing()
    {
        Picture("x", "a.png");
        var target = Build("x")!;
        var written = _folder.File("x-fixed", "10_x", "a.txt");
        File.WriteAllText(written, "edited by hand");
        Assert.Equal(target, Build("x"));
        Assert.Equal("edited by hand", File.ReadAllText(written));
        Assert.Contains("0 links and 0 copies", _notes[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Build_AfterTheSourceChanged_FollowsIt()
    {
        foreach (var name in new[] { "a.png", "b.png", "c.png" }) Picture("x", name);
        File.WriteAllText(_folder.File("x", "a.txt"), "old");
        File.WriteAllText(_folder.File("x", "c.txt"), "c");
        var target = Build("x")!;
        File.WriteAllText(_folder.File("x-fixed", "10_x", "mine.txt"), "put there by hand");
        File.WriteAllBytes(_folder.File("x-fixed", "10_x", "mine.png"), Png);

        AtomicFile.Write(_folder.File("x", "a.txt"), stream => stream.Write("new"u8)); // as editors do, so the link is left with the old text
        File.WriteAllText(_folder.File("x", "b.txt"), "b");
        File.SetLastWriteTimeUtc(_folder.File("x", "b.txt"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc)); // from a backup
        File.Delete(_folder.File("x", "c.png"));
        File.Delete(_folder.File("x", "c.txt"));
        Assert.Equal(target, Build("x"));
        Assert.Equal(["new", "b", "put there by hand"], Captions(target));
        Assert.False(File.Exists(_folder.File("x-fixed", "10_x", "c.txt")));
    }

    [Fact]
    public void Build_WhereAnotherFolderHasTheName_ReplacesAndDeletesNothing()
    {
        Picture("x", "a.png");
        var retouched = _folder.File("x-fixed", "10_x", "a.png");
        File.WriteAllBytes(retouched, ImageFile.EncodePng(new PixelImage(32, 32)));
        File.WriteAllText(_folder.File("x-fixed", ".senmitsu-fixed"), $"1 1 ../important.txt\n1 1 {_folder.File("important.txt")}\n");
        File.WriteAllText(_folder.File("important.txt"), "keep");
        Build("x");
        Build("x");
        Assert.Equal(new ImageSize(32, 32), ImageFile.ReadSize(retouched));
        Assert.True(File.Exists(_folder.File("important.txt"))); // lists come with folders from elsewhere, too
    }

    [Fact]
    public void Build_WhenAFolderOfPicturesIsGone_TakesItAway()
    {
        Picture("x", "cat", "a.png");
        Picture("x", "dog", "b.png");
        var target = Build("x")!;
        Directory.Delete(_folder.File("x", "dog"), recursive: true);
        Build("x");
        Assert.Equal("10_cat", Assert.Single(ImageFolder.Scan(target, ".txt").Subsets).Name);
        Assert.False(Directory.Exists(Path.Combine(target, "10_dog")));
    }

    [Fact]
    public void Build_EveryLayout_BecomesKohyas()
    {
        Picture("x", "cat", "a.png"); // no number
        Picture("x", "0_dog", "b.png"); // no repeats
        Picture("x", "deep", "5_bird", "c.png"); // too deep
        Picture("x", "3_fish", "more", "d.png"); // below its folder
        Picture("x", "3_fish", "d.png"); // of the same name
        Picture("x", ".hidden", "e.png");
        var target = Build("x")!;
        var images = ImageFolder.Scan(target, ".txt");
        Assert.Empty(images.Problems);
        Assert.Equal(["10_cat", "1_dog", "3_fish", "5_bird"], images.Subsets.Select(subset => subset.Name));
        Assert.Equal(["d.png", "more_d.png"], images.Subsets[2].Images.Select(image => Path.GetFileName(image.Path)));
    }

    [Fact]
    public void Build_RepeatsFolderItself_BecomesTheOnlyOneOfItsParent()
    {
        Picture("10_cat", "a.png");
        var target = Build("10_cat")!;
        Assert.Equal(_folder.File("10_cat-fixed"), target);
        Assert.Equal("10_cat", Assert.Single(ImageFolder.Scan(target, ".txt").Subsets).Name);
    }

    [Fact]
    public void Build_CaptionsOfAnotherEnding_GetTheRightOne()
    {
        Picture("x", "10_cat", "a.png");
        File.WriteAllText(_folder.File("x", "10_cat", "a.caption"), "a black cat");
        Assert.Equal(["a black cat"], Captions(Build("x")!));
    }

    [Fact]
    public void Build_RightFolder_DoesNothing()
    {
        Picture("x", "10_cat", "a.png");
        File.WriteAllText(_folder.File("x", "10_cat", "a.txt"), "cat");
        Assert.Null(Build("x"));
        Assert.False(Directory.Exists(_folder.File("x-fixed")));
    }

    private string? Build(string name) => FolderFix.Build(_folder.File(name), ".txt", _notes.Add);

    private static IEnumerable<string> Captions(string folder) => ImageFolder.Scan(folder, ".txt").Images.Select(image => image.Caption);

    private void Picture(params string[] parts) => File.WriteAllBytes(_folder.File(parts), Png);
}
