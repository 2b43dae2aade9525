using System.Globalization;
using Senmitsu.Numerics.Images;

namespace Senmitsu.Training.Datasets;

/// <summary>Reads the folders of one data set and collects everything remarkable about them.</summary>
/// <param name="isStrict">Whether a picture that cannot be used refuses the data set instead of being left out.</param>
/// <param name="buckets">What pictures will be scaled to; null where they will not be.</param>
/// <param name="token">Tested every picture.</param>
public sealed class DatasetReader(bool isStrict, BucketSettings? buckets, CancellationToken token = default)
{
    private readonly BucketPlanner? _buckets = buckets?.Validate() is [] ? new BucketPlanner(buckets) : null;
    private readonly List<Subset> _subsets = [];
    private readonly List<DatasetProblem> _problems = [];
    private readonly List<DatasetProblem> _refusals = [];

    /// <summary>Reads the folders of a definition.</summary>
    /// <exception cref="DatasetException">No picture can be used, a mask is missing, or a picture cannot be read and the reader is strict.</exception>
    public static TrainingImageSet Read(DatasetDefinition definition, bool isStrict, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var reader = new DatasetReader(isStrict, definition.Buckets, token);
        foreach (var subset in definition.Subsets) reader.AddFolder(subset);
        if (definition is { NetworkMultiplier: not 1 and var multiplier, Subsets: [var first, ..] })
            reader._problems.Add(new(DatasetProblemKind.MultiplierUnused, first.Folder, string.Create(CultureInfo.InvariantCulture, $"{first.Folder}: network_multiplier = {multiplier} of its data set has no effect in training of Stable Diffusion 1.x and 2.x, as in sd-scripts")));
        return reader.Finish();
    }

    /// <summary>Reads every <c>10_name</c> folder below one.</summary>
    /// <param name="root">The folder that holds them.</param>
    /// <param name="template">How the pictures are used; folder, repeats and class tokens come from the names.</param>
    /// <exception cref="DatasetException">The folder cannot be listed.</exception>
    public void AddKohyaFolder(string root, SubsetDefinition template)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentNullException.ThrowIfNull(template);
        root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        int before = _subsets.Count;
        foreach (var folder in ImageFolder.Folders(root))
        {
            bool isNamed = ImageFolder.TryParseName(Path.GetFileName(folder), out int repeats, out var classTokens);
            if (isNamed && repeats > 0) AddFolder(template with { Folder = folder, Repeats = repeats, ClassTokens = classTokens });
            else FolderChecks.AddUnusedFolder(folder, isNamed, _problems);
        }

        FolderChecks.AddRootProblems(root, _subsets.Count > before, _problems);
    }

    /// <summary>Reads one folder.</summary>
    /// <exception cref="DatasetException">The folder cannot be listed.</exception>
    public void AddFolder(SubsetDefinition subset)
    {
        ArgumentNullException.ThrowIfNull(subset);
        if (subset.MetadataPath is not null)
        {
            AddMetadata(subset, subset.MetadataPath);
            return;
        }

        if (_subsets.Exists(known => known.Folder == subset.Folder))
        {
            _problems.Add(new(DatasetProblemKind.FolderTwice, subset.Folder, $"{subset.Folder} is named twice in one data set; only its first settings count. Remove one, or put it into a data set of its own"));
            return;
        }

        FolderChecks.AddSubsetProblems(subset.Folder, _problems);
        var pictures = ImageFolder.Pictures(subset.Folder);
        FolderChecks.AddMissingCaptions(subset, pictures, _problems);
        var masks = subset.MaskFolder is null ? null : new MaskFolder(subset.MaskFolder);
        var images = new List<TrainingImage>();
        foreach (var (path, header) in Headers(pictures))
        {
            var captionPath = Caption.Find(path, subset.CaptionExtension);
            var caption = captionPath is null ? null : Caption.Read(captionPath, subset.Captions.EnableWildcard, _problems);
            images.Add(new TrainingImage(path, header.Size, subset.Repeats, caption ?? subset.ClassTokens ?? "", caption is null ? null : captionPath)
            {
                IsTurned = header.IsTurned,
                IsTransparent = header.IsTransparent,
                MaskPath = masks?.Find(path, header.Size, _refusals),
            });
        }

        masks?.AddUnused(_problems);
        FolderChecks.AddImageProblems(subset, images, _problems);
        if (images.Count > 0) _subsets.Add(new Subset(subset, images));
    }

    /// <summary>What was found.</summary>
    /// <returns>At least one picture that is no regularisation.</returns>
    /// <exception cref="DatasetException">As for <see cref="Read"/>.</exception>
    public TrainingImageSet Finish()
    {
        if (_refusals.Count > 0) throw new DatasetException(_refusals);
        if (!_subsets.Exists(subset => !subset.IsRegularization))
        {
            if (_problems.Count == 0) _problems.Add(new(DatasetProblemKind.NoPictures, "", "the data set has no folder to train on; give image_dir"));
            throw new DatasetException(_problems);
        }

        var images = new TrainingImageSet(_subsets, _problems);
        if (images.RegularizationPictures > images.TrainedPerEpoch)
            _problems.Add(new(DatasetProblemKind.RegularizationUnused, "", $"there are {images.RegularizationPictures} regularisation pictures with repeats, and an epoch uses only {images.TrainedPerEpoch}, as many as are trained; some are not used"));
        return images;
    }

    /// <summary>Reads the pictures that a file names.</summary>
    private void AddMetadata(SubsetDefinition subset, string metadata)
    {
        var captions = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        var missing = new List<string>();
        foreach (var (key, caption, tags) in MetadataFile.Read(metadata))
        {
            if (ImageFolder.FindPicture(subset.Folder, key) is { } path) captions[path] = Joined(caption, tags, subset.Captions);
            else missing.Add(key);
        }

        if (missing.Count > 0)
            _problems.Add(new(DatasetProblemKind.MetadataPictureMissing, metadata, $"{metadata}: {FolderChecks.Names(missing)} not found{(subset.Folder.Length > 0 ? $" in {subset.Folder}" : "")}; correct the names, or give the folder as image_dir"));
        var images = Headers([.. captions.Keys]).Select(picture => new TrainingImage(picture.Path, picture.Header.Size, subset.Repeats, captions[picture.Path], metadata)
        {
            IsTurned = picture.Header.IsTurned,
            IsTransparent = picture.Header.IsTransparent,
        }).ToList();
        FolderChecks.AddImageProblems(subset, images, _problems);
        if (images.Count > 0) _subsets.Add(new Subset(subset, images));
    }

    /// <summary>Caption, then tags; with wildcards the tags stand behind every line, their own lines joined (library/train_util.py, FineTuningDataset).</summary>
    private static string Joined(string? caption, string? tags, CaptionRules rules)
    {
        if (!rules.EnableWildcard) return string.Join(rules.CaptionSeparator, new[] { FirstLine(caption), FirstLine(tags) }.Where(text => text.Length > 0));
        var lines = (caption ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var joined = (tags ?? "").Trim().ReplaceLineEndings(rules.CaptionSeparator);
        return lines.Length == 0 ? joined : string.Join('\n', lines.Select(line => joined.Length == 0 ? line : line + rules.CaptionSeparator + joined));

        static string FirstLine(string? text) => (text ?? "").Split('\n')[0].Trim();
    }

    private IReadOnlyList<(string Path, ImageHeader Header)> Headers(IReadOnlyList<string> pictures)
    {
        var (consequence, problems) = isStrict ? ("mend or remove it, or go on without it by leaving --strict out", _refusals) : ("the picture is left out", _problems);
        return [.. PictureHeaders.Read(pictures, consequence, problems, token).Where(picture => !IsTooThin(picture.Path, picture.Header.Size, consequence, problems))];
    }

    /// <summary>A strip of 11000x1 pixels, enlarged until it covers a bucket, would need gigabytes.</summary>
    private bool IsTooThin(string path, ImageSize size, string consequence, List<DatasetProblem> problems)
    {
        if (_buckets is null || !_buckets.TryChoose(size, out var choice) || choice.Resized.Area <= ImageFile.MaxPixels) return false;
        problems.Add(new(DatasetProblemKind.PictureTooThin, path, $"{path} is {size}, a strip so thin that it would be {choice.Resized} once it covers {choice.Bucket}, more than the {ImageFile.MaxPixels / 1_000_000} million pixels that are possible; {consequence}"));
        return true;
    }
}
