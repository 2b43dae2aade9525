using Senmitsu.Training.Datasets;
using Senmitsu.Training.Settings;

namespace Senmitsu.Studio.Datasets;

/// <summary>
/// Builds a right folder beside a wrong one: <c>photos</c> with pictures directly inside becomes <c>photos-fixed/10_photos</c>. The wrong
/// one stays as it is; the right one holds links to its files, or copies where links are not possible, and follows it when built again.
/// </summary>
public static class FolderFix
{
    private const string Suffix = "-fixed";
    private const int UsualRepeats = 10, LeastRepeats = 1;

    private static readonly DatasetProblemKind[] Repaired =
    [
        DatasetProblemKind.PicturesOutsideSubset, DatasetProblemKind.SubsetFolderChosen, DatasetProblemKind.SubsetsTooDeep, DatasetProblemKind.NoRepeatsPrefix,
        DatasetProblemKind.RepeatsBelowOne, DatasetProblemKind.PicturesTooDeep, DatasetProblemKind.NoCaption, DatasetProblemKind.EmptyCaption,
    ];

    /// <summary>Whether a problem is one that a fixed folder does not have.</summary>
    public static bool Repairs(DatasetProblemKind kind) => Repaired.Contains(kind);

    /// <summary>Whether <see cref="Apply"/>, if asked for, would build a folder without such problems.</summary>
    public static bool WouldHelp(DatasetSettings dataset, IEnumerable<DatasetProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return !dataset.FixesFolders && IsFixable(dataset) && problems.Any(problem => Repairs(problem.Kind));
    }

    /// <summary>The settings with a fixed folder, if they ask for it and the folder is wrong.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="note">Told what was done.</param>
    /// <exception cref="UserErrorException">The folder cannot be built.</exception>
    public static TrainingSettings Apply(TrainingSettings settings, Action<string> note)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(note);
        var dataset = settings.Dataset;
        if (!dataset.FixesFolders || !IsFixable(dataset)) return settings;
        var fixedFolder = Build(dataset.TrainDataDir, dataset.CaptionExtension, note);
        return fixedFolder is null ? settings : settings with { Dataset = dataset with { TrainDataDir = fixedFolder } };
    }

    /// <summary>Builds the right folder.</summary>
    /// <param name="folder">The folder that exists.</param>
    /// <param name="captionExtension">Ending of caption files.</param>
    /// <param name="note">Told what was done.</param>
    /// <returns>The right folder; null when nothing is wrong that can be repaired.</returns>
    /// <exception cref="UserErrorException">The folder cannot be built.</exception>
    public static string? Build(string folder, string captionExtension, Action<string> note)
    {
        ArgumentNullException.ThrowIfNull(note);
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (!Problems(folder, captionExtension).Any(problem => Repairs(problem.Kind))) return null;

        var target = folder + Suffix;
        LinkedFiles files;
        try
        {
            files = new LinkedFiles(target);
            foreach (var (source, name) in Groups(folder)) Fill(source, Path.Combine(target, name), ImageFolder.WithDot(captionExtension), files);
            files.Finish();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"--fix cannot build {target}: {e.Message} Make its parent folder writable, or arrange the pictures as {Path.Combine(folder, "10_name")}.", e);
        }

        note($"built {target} with {files.Linked} links and {files.Copied} copies of files in {folder}, which stays as it is; {files.Written} missing captions were written from folder names{(files.Deleted > 0 ? $"; {files.Deleted} files whose source is gone were deleted" : "")}");
        return target;
    }

    private static bool IsFixable(DatasetSettings dataset) => dataset is { DatasetConfig: null, InJson: null } && Directory.Exists(dataset.TrainDataDir);

    private static IReadOnlyList<DatasetProblem> Problems(string folder, string captionExtension)
    {
        try
        {
            return ImageFolder.Scan(folder, captionExtension).Problems;
        }
        catch (DatasetException e)
        {
            return e.Problems;
        }
    }

    /// <summary>Every folder with pictures, at any depth, and the folder it becomes.</summary>
    private static IEnumerable<(string Source, string Name)> Groups(string root)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        foreach (var source in Directory.EnumerateDirectories(root, "*", options).Prepend(root).Order(StringComparer.Ordinal))
        {
            bool isHidden = Path.GetRelativePath(root, source).Split(Path.DirectorySeparatorChar).Any(part => part.Length > 1 && part.StartsWith('.'));
            if (!isHidden && ImageFolder.Pictures(source).Count > 0) yield return (source, NameOf(root, source));
        }
    }

    /// <summary>The nearest folder whose name gives repeats decides; else the folder's own name with the usual repeats.</summary>
    private static string NameOf(string root, string source)
    {
        for (var folder = source; folder is not null && folder.Length >= root.Length; folder = Path.GetDirectoryName(folder))
        {
            var name = Path.GetFileName(folder);
            if (!ImageFolder.TryParseName(name, out int repeats, out var classTokens)) continue;
            return repeats >= LeastRepeats && classTokens.Length > 0 ? name : $"{Math.Max(repeats, LeastRepeats)}_{(classTokens.Length > 0 ? classTokens : "concept")}";
        }

        return $"{UsualRepeats}_{Path.GetFileName(source)}";
    }

    private static void Fill(string source, string target, string captionExtension, LinkedFiles files)
    {
        Directory.CreateDirectory(target);
        _ = ImageFolder.TryParseName(Path.GetFileName(target), out _, out var classTokens);
        foreach (var picture in ImageFolder.Pictures(source))
        {
            var goal = Path.Combine(target, Path.GetFileName(picture));
            if (!files.Add(picture, goal))
            {
                goal = Path.Combine(target, $"{Path.GetFileName(source)}_{Path.GetFileName(picture)}");
                files.Add(picture, goal);
            }

            var captionGoal = Path.ChangeExtension(goal, captionExtension);
            if (CaptionOf(picture, captionExtension) is { } caption) files.Add(caption, captionGoal);
            else files.Write(captionGoal, classTokens);
        }
    }

    /// <summary>The caption beside a picture, of whatever usual ending; empty files do not count.</summary>
    private static string? CaptionOf(string picture, string captionExtension) =>
        new[] { captionExtension, ".txt", ".caption", ".tags" }.Select(extension => Caption.Find(picture, extension)).FirstOrDefault(path => path is not null && new FileInfo(path).Length > 0);
}
