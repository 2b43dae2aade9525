using System.Globalization;
using System.Text;
using Senmitsu.Formats.Files;
using Senmitsu.Numerics.Images;
using Senmitsu.Training.Datasets;
using CaptionFile = Senmitsu.Training.Datasets.Caption;

namespace Senmitsu.Studio.Datasets;

/// <summary>The sets of pictures in <c>datasets</c> of the data folder, built so that nobody needs to know how kohya's folders are named.</summary>
/// <param name="root">The folder with all sets. Whole pictures of those that were cropped are in <c>.whole</c>, where no training looks.</param>
public sealed class PictureSets(string root)
{
    /// <summary>How the files with captions end, each beside its picture.</summary>
    public const string CaptionExtension = ".txt";

    private const string WholeFolder = ".whole";
    private const int UsualRepeats = 10, MostRepeats = 1000, LongestName = 80;

    private static readonly string[] Endings = [".png", ".jpg", ".jpeg", ".webp", ".bmp"];

    /// <summary>Names of the sets.</summary>
    public IReadOnlyList<string> Names => Directory.Exists(root) ? [.. new DirectoryInfo(root).EnumerateDirectories().Select(folder => folder.Name).Where(name => name[0] != '.').Order(StringComparer.OrdinalIgnoreCase)] : [];

    /// <summary>A set; an empty one of this name if there is none yet.</summary>
    /// <exception cref="UserErrorException">The name cannot be that of a folder.</exception>
    public PictureSet Read(string name)
    {
        var folder = FolderOf(name);
        var (subset, repeats) = Subset(folder, name);
        var pictures = !Directory.Exists(subset) ? [] : new DirectoryInfo(subset).EnumerateFiles()
            .Where(file => Endings.Contains(file.Extension, StringComparer.OrdinalIgnoreCase)).OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => ReadCaption(new SetPicture(file.Name, file.FullName, "") { Version = file.LastWriteTimeUtc.Ticks, WholePath = WholesOf(name, file.Name).FirstOrDefault() })).ToList();
        return new PictureSet(name, folder, repeats, pictures);
    }

    /// <summary>Puts a picture into a set, under its own name or one with a number behind it.</summary>
    /// <param name="name">The set; made if there is none.</param>
    /// <param name="fileName">The picture's name; only its last part counts.</param>
    /// <param name="content">The picture file.</param>
    /// <param name="caption">Its caption.</param>
    /// <exception cref="UserErrorException">The name cannot be that of a folder.</exception>
    /// <exception cref="ImageFileException">It is no picture, or a damaged one.</exception>
    public void Add(string name, string fileName, byte[] content, string caption)
    {
        var (subset, _) = Subset(FolderOf(name), name);
        Directory.CreateDirectory(subset);
        var stem = string.Concat(Path.GetFileNameWithoutExtension(fileName.Replace('\\', '/')).Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or ' ' ? c : '_'));
        var ending = Endings.FirstOrDefault(known => fileName.EndsWith(known, StringComparison.OrdinalIgnoreCase)) ?? ".png";
        var path = Path.Combine(subset, stem + ending);
        for (var i = 2; HasStem(path); i++) path = Path.Combine(subset, string.Create(CultureInfo.InvariantCulture, $"{stem}-{i}{ending}"));

        // A set that was deleted by hand leaves its whole pictures behind, and they are none of this one.
        foreach (var stale in WholesOf(name, path)) File.Delete(stale);
        AtomicFile.Write(path, stream => stream.Write(content));
        try
        {
            ImageFile.Verify(path);
        }
        catch (ImageFileException)
        {
            File.Delete(path);
            throw;
        }

        WriteCaption(path, caption);
    }

    /// <summary>Changes the caption of a picture.</summary>
    public static void Caption(SetPicture picture, string caption) => WriteCaption((picture ?? throw new ArgumentNullException(nameof(picture))).Path, caption);

    /// <summary>Takes a picture and its caption out of its set, for good.</summary>
    public static void Remove(SetPicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.WholePath is { } whole) File.Delete(whole);
        File.Delete(picture.Path);
        File.Delete(CaptionOf(picture.Path));
    }

    /// <summary>Leaves a square of a picture. The whole one is kept, and cropping again begins from it.</summary>
    /// <param name="name">The set.</param>
    /// <param name="picture">One of its pictures.</param>
    /// <param name="square">What is left of the whole picture; moved and made smaller where it reaches over the edge.</param>
    /// <exception cref="ImageFileException">The picture cannot be read.</exception>
    public void Crop(string name, SetPicture picture, CropSquare square)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(square);
        FolderOf(name);
        var whole = ImageFile.Read(picture.WholePath ?? picture.Path);
        var fitting = square.Within(whole.Size);
        var content = ImageFile.EncodePng(whole.Crop(fitting.Left, fitting.Top, fitting.Side, fitting.Side));
        var target = WithEnding(picture.Path, ".png");
        if (picture.WholePath is null)
        {
            var ending = Path.GetExtension(picture.Name).ToLowerInvariant();
            var kept = Path.Combine(Directory.CreateDirectory(Path.Combine(root, WholeFolder, name)).FullName, Path.ChangeExtension(picture.Name, ending));
            using var source = File.OpenRead(picture.Path);
            AtomicFile.Write(kept, source.CopyTo);
        }

        AtomicFile.Write(target, stream => stream.Write(content));
        if (target != picture.Path) File.Delete(picture.Path);
    }

    /// <summary>Puts the whole picture back in the place of the one that was cut out of it.</summary>
    /// <param name="picture">A picture; nothing happens to one that was not cropped.</param>
    public static void Uncrop(SetPicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.WholePath is not { } whole) return;
        var target = WithEnding(picture.Path, Path.GetExtension(whole));
        File.Move(whole, target, overwrite: true);
        if (target != picture.Path) File.Delete(picture.Path);
    }

    /// <summary>Changes how often each picture is used in an epoch.</summary>
    /// <param name="name">The set.</param>
    /// <param name="repeats">1…1000.</param>
    public void Repeat(string name, int repeats)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(repeats, MostRepeats);
        var folder = FolderOf(name);
        var (subset, now) = Subset(folder, name);
        var target = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{repeats}_{name}"));
        if (now == repeats) return;
        if (Directory.Exists(subset)) Directory.Move(subset, target);
        else Directory.CreateDirectory(target);
    }

    private static (string Path, int Repeats) Subset(string folder, string name)
    {
        foreach (var subset in Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateDirectories().OrderBy(found => found.Name, StringComparer.Ordinal) : Enumerable.Empty<DirectoryInfo>())
        {
            if (int.TryParse(subset.Name.Split('_')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var repeats) && repeats is >= 1 and <= MostRepeats) return (subset.FullName, repeats);
        }

        return (Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{UsualRepeats}_{name}")), UsualRepeats);
    }

    /// <summary>Whether there is a picture of this name, with any ending: they would have one caption between them.</summary>
    private static bool HasStem(string path) => Endings.Any(ending => File.Exists(Path.ChangeExtension(path, ending)));

    /// <summary>The path with an ending, or unchanged if it has that in capitals: on many disks both are one file.</summary>
    private static string WithEnding(string path, string ending) => Path.GetExtension(path).Equals(ending, StringComparison.OrdinalIgnoreCase) ? path : Path.ChangeExtension(path, ending);

    private IEnumerable<string> WholesOf(string name, string picture)
    {
        var folder = Path.Combine(root, WholeFolder, name);
        var stem = Path.GetFileNameWithoutExtension(picture);
        return Endings.Select(ending => Path.Combine(folder, stem + ending)).Where(File.Exists);
    }

    private static SetPicture ReadCaption(SetPicture picture)
    {
        if (!File.Exists(CaptionOf(picture.Path))) return picture;
        var problems = new List<DatasetProblem>();
        var caption = CaptionFile.Read(CaptionOf(picture.Path), keepsLines: true, problems) ?? "";
        return picture with { Caption = caption, CaptionProblem = problems.Find(problem => problem.Kind == DatasetProblemKind.UnreadableCaption)?.Message };
    }

    private static void WriteCaption(string picture, string caption) => AtomicFile.Write(CaptionOf(picture), stream => stream.Write(Encoding.UTF8.GetBytes(caption)));

    private static string CaptionOf(string picture) => Path.ChangeExtension(picture, CaptionExtension);

    /// <summary>Names come from a page: none may lead out of the folder.</summary>
    private string FolderOf(string name)
    {
        var isName = name is { Length: > 0 and <= LongestName } && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or ' ' or '.') && !name.StartsWith('.') && name.Trim() == name && !name.EndsWith('.');
        return isName ? Path.Combine(root, name) : throw new UserErrorException($"'{name}' cannot be the name of a LoRA. Use letters, digits, '-' and '_', such as ai_model_v1.");
    }
}
