using Senmitsu.Models.Clip;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio.Tokenizers;
using Senmitsu.Training;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Settings;

namespace Senmitsu.Studio.Datasets;

/// <summary>Use case: a folder → what a training would find in it, and what to mend before.</summary>
/// <param name="folders">Where the studio keeps things.</param>
/// <param name="environment">Reads an environment variable.</param>
public sealed class CheckDataset(StudioFolders folders, Func<string, string?> environment)
{
    /// <summary>Looks at everything; changes nothing.</summary>
    /// <param name="request">What to look at.</param>
    /// <param name="token">Tested every picture.</param>
    /// <exception cref="InvalidSettingsException">Sizes or a file of data sets cannot be; everything is listed.</exception>
    /// <exception cref="TokenizerException">A tokenizer was given and is not there.</exception>
    public DatasetReport Run(DatasetCheckRequest request, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(request);
        var problems = request.Dataset.Validate();
        if (problems.Count > 0) throw new InvalidSettingsException(problems);
        IReadOnlyList<DatasetPlan> datasets;
        try
        {
            datasets = TrainingPlan.Sort(DatasetSource.Read(request.Dataset, token));
        }
        catch (DatasetException e)
        {
            return new DatasetReport { Problems = e.Problems };
        }

        var images = datasets.SelectMany(set => set.Images.Subsets).SelectMany(subset => subset.Images).DistinctBy(image => image.Path, StringComparer.Ordinal).ToList();
        var pictures = PictureComparison.Read(images.Select(image => image.Path), token);
        return new DatasetReport
        {
            Folders = [.. datasets.SelectMany(set => set.Images.Subsets).Select(Summary)],
            Sizes = [.. images.CountBy(image => image.Size).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Area).Select(pair => new SizeCount(pair.Key.Width, pair.Key.Height, pair.Value))],
            Buckets = [.. datasets.SelectMany(set => set.Buckets.Buckets).Select(bucket => new SizeCount(bucket.Size.Width, bucket.Size.Height, bucket.Images.Count))],
            ImagesPerEpoch = datasets.Sum(set => set.Images.ImagesPerEpoch),
            BatchesPerEpoch = TrainingPlan.OrderOf(datasets, seed: 0).BatchesPerEpoch,
            WithoutCaption = [.. Trained(datasets).Where(image => image.CaptionPath is null).Select(image => image.Path)],
            EmptyCaptions = [.. Trained(datasets).Where(image => string.IsNullOrWhiteSpace(image.Caption)).Select(image => image.Path)],
            LongCaptions = LongCaptions(request, images),
            Duplicates = PictureComparison.Duplicates(pictures),
            NearDuplicates = PictureComparison.NearDuplicates(pictures, request.MaxDistance),
            SmallPictures = [.. Small(datasets)],
            TransparentPictures = [.. Transparent(datasets)],
            Problems = [.. datasets.SelectMany(set => set.Images.Problems)],
            IsUsable = true,
        };
    }

    private static FolderSummary Summary(Subset subset) =>
        new(subset.Name, subset.Folder, subset.Repeats, subset.IsRegularization, subset.Images.Count, subset.Images.Count(image => image.CaptionPath is not null), subset.CaptionExample);

    private static IEnumerable<TrainingImage> Trained(IReadOnlyList<DatasetPlan> datasets) =>
        datasets.SelectMany(set => set.Images.Subsets).Where(subset => !subset.IsRegularization).SelectMany(subset => subset.Images).DistinctBy(image => image.Path, StringComparer.Ordinal);

    private static IEnumerable<SmallPicture> Small(IReadOnlyList<DatasetPlan> datasets) =>
        datasets.SelectMany(set => set.Images.Images.Where(image => image.Size.Area < set.Definition.Buckets.Resolution.Area))
            .DistinctBy(image => image.Path, StringComparer.Ordinal).Select(image => new SmallPicture(image.Path, image.Size.Width, image.Size.Height));

    private static IEnumerable<string> Transparent(IReadOnlyList<DatasetPlan> datasets) =>
        datasets.SelectMany(set => set.Images.Subsets).Where(subset => !subset.Definition.AlphaMask)
            .SelectMany(subset => subset.Images).Where(image => image.IsTransparent).Select(image => image.Path).Distinct(StringComparer.Ordinal);

    private IReadOnlyList<LongCaption>? LongCaptions(DatasetCheckRequest request, IReadOnlyList<TrainingImage> images)
    {
        var search = TokenizerSearch.FromEnvironment(folders.Root, environment) with { ExplicitFolder = request.TokenizerFolder };
        if (TokenizerLocator.Find(search) is not { } folder) return null;
        var tokenizer = ClipTokenizer.FromFolder(folder);
        return CaptionLengths.Longer(tokenizer, images, request.Dataset.LongTokenLength);
    }
}
