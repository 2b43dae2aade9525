namespace Senmitsu.Training.Datasets;

/// <summary>Reads a training folder in kohya's layout: <c>train_data_dir/10_name/picture.png</c> beside <c>picture.txt</c>.</summary>
public static class ImageFolder
{
    /// <summary>The extension that sd-scripts looks for when none is given.</summary>
    public const string DefaultCaptionExtension = ".caption";

    /// <summary>Endings of the pictures that are read, as messages list them.</summary>
    internal const string PictureKinds = ".png, .jpg, .jpeg, .webp or .bmp";

    private static readonly string[] PictureExtensions = [".png", ".jpg", ".jpeg", ".webp", ".bmp"];
    private static readonly string[] OtherPictureExtensions = [".gif", ".tif", ".tiff", ".avif", ".heic", ".heif", ".jxl", ".jfif", ".jp2", ".tga", ".psd", ".svg"];

    /// <summary>Lists the pictures, their captions and sizes.</summary>
    /// <param name="trainDataDir">The folder that holds the <c>10_name</c> folders.</param>
    /// <param name="captionExtension">Extension of caption files, with or without its dot; empty means ".caption".</param>
    /// <returns>At least one picture; whatever was left out is listed among the problems.</returns>
    /// <exception cref="DatasetException">No picture can be used; the message says what was found instead and what to do.</exception>
    public static TrainingImageSet Scan(string trainDataDir, string captionExtension)
    {
        var reader = new DatasetReader(isStrict: false, buckets: null);
        reader.AddKohyaFolder(trainDataDir, new SubsetDefinition { CaptionExtension = WithDot(captionExtension) });
        return reader.Finish();
    }

    /// <summary>A caption extension with its dot; empty text means the default.</summary>
    public static string WithDot(string captionExtension)
    {
        ArgumentNullException.ThrowIfNull(captionExtension);
        return captionExtension switch
        {
            "" => DefaultCaptionExtension,
            _ when captionExtension.StartsWith('.') => captionExtension,
            _ => "." + captionExtension,
        };
    }

    /// <summary>Repeats and class tokens of a folder name such as "10_ohwx man".</summary>
    /// <returns>False when the part before the first underscore is no whole number.</returns>
    public static bool TryParseName(string name, out int repeats, out string classTokens)
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
    public static IReadOnlyList<string> Pictures(string folder) => List(folder, Directory.EnumerateFiles)
        .Where(path => HasExtension(path, PictureExtensions)).ToArray();

    /// <summary>Folders directly below one, for advice only: none where they cannot be listed, and no links, which may lead in circles.</summary>
    internal static IReadOnlyList<string> FoldersToAdvise(string folder) => [.. OrNone(folder, Folders).Where(path => !IsLink(path))];

    /// <summary>Pictures directly in a folder, for advice only: none where they cannot be listed.</summary>
    internal static IReadOnlyList<string> PicturesToAdvise(string folder) => OrNone(folder, Pictures);

    /// <summary>Whether a folder is a link or a junction to another.</summary>
    internal static bool IsLink(string folder) => new DirectoryInfo(folder).Attributes.HasFlag(FileAttributes.ReparsePoint);

    /// <summary>The picture that a key in a file of captions means: a path, or one below a folder, with or without its ending.</summary>
    /// <returns>Full path, or null when there is none.</returns>
    internal static string? FindPicture(string folder, string key)
    {
        var path = folder.Length > 0 ? Path.Combine(folder, key) : key;
        return PictureExtensions.Select(extension => path + extension).Prepend(path).FirstOrDefault(File.Exists) is { } found && HasExtension(found, PictureExtensions) ? Path.GetFullPath(found) : null;
    }

    /// <summary>Files directly in a folder that are pictures of a kind that is not read.</summary>
    internal static IReadOnlyList<string> OtherPictures(string folder) => List(folder, Directory.EnumerateFiles)
        .Where(path => HasExtension(path, OtherPictureExtensions)).ToArray();

    private static bool HasExtension(string path, string[] extensions) =>
        extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static IReadOnlyList<string> OrNone(string folder, Func<string, IReadOnlyList<string>> list)
    {
        try
        {
            return list(folder);
        }
        catch (DatasetException)
        {
            return []; // such as lost+found
        }
    }

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
}
