namespace Senmitsu.Training.Datasets;

/// <summary>The usual mistakes in the layout of a training folder, put into words.</summary>
internal static class FolderChecks
{
    private static readonly string[] CaptionExtensions = [".txt", ".caption", ".tags"];

    /// <summary>Mistakes of the chosen folder itself, and the reason when nothing in it can be used.</summary>
    public static void AddRootProblems(string root, bool hasSubsets, List<DatasetProblem> problems)
    {
        int pictures = ImageFolder.Pictures(root).Count;
        bool isSubset = ImageFolder.TryParseName(Path.GetFileName(root), out int repeats, out _) && repeats > 0;
        if (pictures > 0 && isSubset && !hasSubsets)
        {
            problems.Add(new(DatasetProblemKind.SubsetFolderChosen, root, $"{root} is itself a folder with repeats and {Count(pictures, "picture")}; choose its parent folder {Path.GetDirectoryName(root)}"));
        }
        else if (pictures > 0)
        {
            problems.Add(new(DatasetProblemKind.PicturesOutsideSubset, root, $"found {Count(pictures, "picture")} directly in {root}; put them into a folder such as {Path.Combine(root, "10_name")}, where 10 is how often each is used in an epoch"));
        }

        // The last word is for a folder that holds nothing at all that could explain itself.
        if (!hasSubsets && problems.Count == 0)
            problems.Add(new(DatasetProblemKind.NoPictures, root, $"found no pictures in {root}; choose a folder that holds folders such as 10_name with {ImageFolder.PictureKinds} files"));
    }

    /// <summary>A folder whose name gives no repeats, or fewer than one.</summary>
    public static void AddUnusedFolder(string folder, bool isNamed, List<DatasetProblem> problems)
    {
        int pictures = ImageFolder.PicturesToAdvise(folder).Count;
        var name = Path.GetFileName(folder);
        var parent = Path.GetDirectoryName(folder)!;
        if (isNamed)
        {
            var rest = name.IndexOf('_', StringComparison.Ordinal) is var at and >= 0 ? name[at..] : "";
            problems.Add(new(DatasetProblemKind.RepeatsBelowOne, folder, $"{folder}: the number in front asks for no repeats, so its {Count(pictures, "picture")} would never be used; rename it to {Path.Combine(parent, "1" + rest)}"));
        }
        else if (pictures > 0)
        {
            problems.Add(new(DatasetProblemKind.NoRepeatsPrefix, folder, $"{folder} has {Count(pictures, "picture")} but no number in front of its name, so it is not used; rename it to {Path.Combine(parent, "10_" + name)}, where 10 is how often each is used in an epoch"));
        }
        else if (!ImageFolder.IsLink(folder) && ImageFolder.FoldersToAdvise(folder).FirstOrDefault(IsSubsetWithPictures) is { } deeper)
        {
            problems.Add(new(DatasetProblemKind.SubsetsTooDeep, folder, $"found {Path.GetFileName(deeper)} one level too deep, in {folder}; choose {folder} itself"));
        }
    }

    /// <summary>What is remarkable about a <c>10_name</c> folder before its pictures are opened.</summary>
    public static void AddSubsetProblems(string folder, List<DatasetProblem> problems)
    {
        var pictures = ImageFolder.Pictures(folder);
        if (pictures.Count == 0)
            problems.Add(new(DatasetProblemKind.NoPictures, folder, $"{folder} has no pictures; put {ImageFolder.PictureKinds} files into it"));

        AddDeeperPictures(folder, folder, problems);

        var others = ImageFolder.OtherPictures(folder);
        if (others.Count > 0)
            problems.Add(new(DatasetProblemKind.UnsupportedPictures, folder, $"{folder}: {Names(others)} left out, because only PNG, JPEG, WebP and BMP are used; convert to PNG"));

        foreach (var twins in pictures.GroupBy(path => Path.ChangeExtension(path, null), StringComparer.Ordinal).Where(g => g.Count() > 1))
            problems.Add(new(DatasetProblemKind.SharedCaption, twins.First(), $"{folder}: {Names([.. twins])} share one caption file; rename one of them"));
    }

    /// <summary>What is remarkable about pictures and captions once they are read.</summary>
    public static void AddImageProblems(SubsetDefinition subset, IReadOnlyList<TrainingImage> images, List<DatasetProblem> problems)
    {
        string[] transparent = [.. images.Where(image => image.IsTransparent && !subset.AlphaMask).Select(image => image.Path)];
        if (transparent.Length > 0)
            problems.Add(new(DatasetProblemKind.TransparentPictures, subset.Folder, $"{subset.Folder}: {Names(transparent)} with transparent parts, where a hidden colour is trained; fill the background, or train with alpha_mask"));

        var (rules, separator) = (subset.Captions, subset.Captions.KeepTokensSeparator);
        string[] marked = separator.Length == 0 || rules.CutsTags ? [] : [.. images.Where(image => image.Caption.Contains(separator, StringComparison.Ordinal)).Select(image => image.Path)];
        if (marked.Length > 0)
            problems.Add(new(DatasetProblemKind.KeptSeparator, subset.Folder, $"{subset.Folder}: keep_tokens_separator '{separator}' stays in the captions of {Names(marked)} and is trained, because nothing moves or drops tags; add shuffle_caption, or take it out of the captions"));
    }

    private static void AddDeeperPictures(string folder, string subset, List<DatasetProblem> problems)
    {
        foreach (var deeper in ImageFolder.FoldersToAdvise(folder))
        {
            int count = ImageFolder.PicturesToAdvise(deeper).Count;
            if (count > 0) problems.Add(new(DatasetProblemKind.PicturesTooDeep, deeper, $"{deeper} has {Count(count, "picture")} below {Path.GetFileName(subset)}, where none are used; move them to {subset}"));
            AddDeeperPictures(deeper, subset, problems);
        }
    }

    /// <summary>Pictures without a caption file, and what stands in for it.</summary>
    public static void AddMissingCaptions(SubsetDefinition subset, IReadOnlyList<string> pictures, List<DatasetProblem> problems)
    {
        var (folder, extension) = (subset.Folder, subset.CaptionExtension);
        string[] missing = [.. pictures.Where(path => Caption.Find(path, extension) is null)];
        if (missing.Length == 0 || subset.IsRegularization) return;
        var found = CaptionExtensions.FirstOrDefault(other => other != extension && missing.Any(path => Caption.Find(path, other) is not null));
        var advice = found is null ? "write captions or go on without" : $"there are {found} files: choose the caption extension {found}";
        problems.Add(subset.ClassTokens is null
            ? new(DatasetProblemKind.NoClassTokens, folder, $"{folder}: neither {extension} file nor class_tokens for {Names(missing)}, so the caption is empty; {advice}, or give class_tokens")
            : new(DatasetProblemKind.NoCaption, folder, $"{folder}: no {extension} file for {Names(missing)}, so the folder's name is the caption; {advice}"));
    }

    private static bool IsSubsetWithPictures(string folder) =>
        ImageFolder.TryParseName(Path.GetFileName(folder), out int repeats, out _) && repeats > 0 && ImageFolder.PicturesToAdvise(folder).Count > 0;

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    public static string Names(IReadOnlyList<string> paths)
    {
        var names = string.Join(", ", paths.Take(5).Select(Path.GetFileName));
        return paths.Count <= 5 ? names : $"{names} and {paths.Count - 5} more";
    }
}
