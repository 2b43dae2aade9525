using Senmitsu.Numerics.Images;

namespace Senmitsu.Training.Datasets;

/// <summary>Reads a training folder in kohya's layout: <c>train_data_dir/10_name/picture.png</c> beside <c>picture.txt</c>.</summary>
public static class ImageFolder
{
    /// <summary>The extension that sd-scripts looks for when none is given.</summary>
    public const string DefaultCaptionExtension = ".caption";

    private static readonly string[] PictureExtensions = [".png", ".jpg", ".jpeg", ".webp", ".bmp"];
    private static readonly string[] OtherPictureExtensions = [".gif", ".tif", ".tiff", ".avif", ".heic", ".heif", ".jxl", ".jfif", ".jp2", ".tga", ".psd", ".svg"];

    /// <summary>Lists the pictures, their captions and sizes.</summary>
    /// <param name="trainDataDir">The folder that holds the <c>10_name</c> folders.</param>
    /// <param name="captionExtension">Extension of caption files, with or without its dot; empty means ".caption".</param>
    /// <returns>At least one picture; whatever was left out is listed among the problems.</returns>
    /// <exception cref="DatasetException">No picture can be used; the message says what was found instead and what to do.</exception>
    public static TrainingImageSet Scan(string trainDataDir, string captionExtension)
    {
        ArgumentException.ThrowIfNullOrEmpty(trainDataDir);
        ArgumentNullException.ThrowIfNull(captionExtension);
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(trainDataDir));
        var extension = captionExtension switch
        {
            "" => DefaultCaptionExtension,
            _ when captionExtension.StartsWith('.') => captionExtension,
            _ => "." + captionExtension,
        };
        var problems = new List<DatasetProblem>();
        var subsets = new List<Subset>();
        foreach (var folder in Folders(root))
        {
            if (ReadSubset(folder, extension, problems) is { } subset) subsets.Add(subset);
        }

        FolderChecks.AddRootProblems(root, subsets.Count > 0, problems);
        return subsets.Count > 0 ? new TrainingImageSet(subsets, problems) : throw new DatasetException(problems);
    }

    /// <summary>Repeats and class tokens of a folder name such as "10_ohwx man".</summary>
    /// <returns>False when the part before the first underscore is no whole number.</returns>
    internal static bool TryParseName(string name, out int repeats, out string classTokens)
    {
        int underscore = name.IndexOf('_', StringComparison.Ordinal);
        var number = (underscore < 0 ? name : name[..underscore]).Trim();
        classTokens = underscore < 0 ? "" : name[(underscore + 1)..];
        bool isNegative = number.StartsWith('-');
        var digits = number.AsSpan(isNegative || number.StartsWith('+') ? 1 : 0);
        long value = 0;
        bool isNumber = digits.Length is > 0 and < 10;
        for (int i = 0; isNumber && i < digits.Length; i++)
        {
            // Python's int() reads "１０" as well.
            isNumber = char.IsDigit(digits[i]);
            value = (value * 10) + (isNumber ? (int)char.GetNumericValue(digits[i]) : 0);
        }

        repeats = (int)(isNegative ? -value : value);
        return isNumber;
    }

    /// <summary>Folders directly below one, hidden ones left out, in ordinal order of their names.</summary>
    internal static IReadOnlyList<string> Folders(string folder) => List(folder, Directory.EnumerateDirectories)
        .Where(path => !Path.GetFileName(path).StartsWith('.')).ToArray();

    /// <summary>Pictures directly in a folder, in ordinal order of their paths.</summary>
    internal static IReadOnlyList<string> Pictures(string folder) => List(folder, Directory.EnumerateFiles)
        .Where(path => HasExtension(path, PictureExtensions)).ToArray();

    /// <summary>Files directly in a folder that are pictures of a kind that is not read.</summary>
    internal static IReadOnlyList<string> OtherPictures(string folder) => List(folder, Directory.EnumerateFiles)
        .Where(path => HasExtension(path, OtherPictureExtensions)).ToArray();

    private static bool HasExtension(string path, string[] extensions) =>
        extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static string[] List(string folder, Func<string, IEnumerable<string>> enumerate)
    {
        try
        {
            string[] paths = [.. enumerate(folder)];
            Array.Sort(paths, StringComparer.Ordinal);
            return paths;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException([new(DatasetProblemKind.FolderUnreadable, folder, $"{folder}: cannot be listed ({e.Message}); choose the folder that holds folders such as 10_name")]);
        }
    }

    private static Subset? ReadSubset(string folder, string captionExtension, List<DatasetProblem> problems)
    {
        bool isNamed = TryParseName(Path.GetFileName(folder), out int repeats, out var classTokens);
        if (!isNamed || repeats < 1)
        {
            FolderChecks.AddUnusedFolder(folder, isNamed, problems);
            return null;
        }

        FolderChecks.AddSubsetProblems(folder, captionExtension, problems);
        var images = new List<TrainingImage>();
        foreach (var path in Pictures(folder))
        {
            try
            {
                var size = ImageFile.ReadSize(path);
                var captionPath = Caption.Find(path, captionExtension);
                var caption = captionPath is null ? null : Caption.Read(captionPath, problems);
                images.Add(new TrainingImage(path, size, repeats, caption ?? classTokens, caption is null ? null : captionPath));
            }
            catch (ImageFileException e)
            {
                problems.Add(new(DatasetProblemKind.UnreadablePicture, path, $"{path}: {e.Problem}; the picture is left out"));
            }
        }

        return images.Count > 0 ? new Subset(folder, repeats, classTokens, images) : null;
    }
}
