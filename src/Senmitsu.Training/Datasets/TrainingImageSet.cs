namespace Senmitsu.Training.Datasets;

/// <summary>All pictures of a data set, by folder.</summary>
public sealed class TrainingImageSet
{
    private readonly List<(TrainingImage Image, Subset Subset)> _used;

    /// <summary>Balances the regularisation pictures against the others.</summary>
    /// <param name="subsets">The folders that are used, at least one.</param>
    /// <param name="problems">What was left out or remarkable, though not enough to refuse the folder.</param>
    public TrainingImageSet(IReadOnlyList<Subset> subsets, IReadOnlyList<DatasetProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(subsets);
        Subsets = subsets;
        Problems = problems;
        _used = [.. Members(subsets, isRegularization: false)];
        TrainedPerEpoch = _used.Sum(use => (long)use.Image.Repeats);
        _used.AddRange(Balanced(subsets, TrainedPerEpoch));
        Images = [.. _used.Select(use => use.Image)];
    }

    /// <summary>The folders that are used, in their order.</summary>
    public IReadOnlyList<Subset> Subsets { get; }

    /// <summary>What was left out or remarkable.</summary>
    public IReadOnlyList<DatasetProblem> Problems { get; }

    /// <summary>The pictures that are used, in order: those trained, then regularisation with balanced repeats.</summary>
    public IReadOnlyList<TrainingImage> Images { get; }

    /// <summary>Pictures in one epoch, repeats and regularisation included.</summary>
    public long ImagesPerEpoch => Images.Sum(image => (long)image.Repeats);

    /// <summary>Pictures in one epoch that are no regularisation, repeats included.</summary>
    public long TrainedPerEpoch { get; }

    /// <summary>Regularisation pictures with the repeats their folders ask for, before balancing.</summary>
    public long RegularizationPictures => Members(Subsets, isRegularization: true).Sum(use => (long)use.Image.Repeats);

    /// <summary>The folder of a picture.</summary>
    /// <param name="image">Index in <see cref="Images"/>.</param>
    public Subset SubsetOf(int image) => _used[image].Subset;

    /// <summary>How many captions of a folder hold each tag, by folder name; tags are lower-case and in order of appearance.</summary>
    /// <remarks>Always cut at commas, whatever separates tags in the training; repeats do not count. Folders of one name count as one.</remarks>
    public IReadOnlyList<(string Folder, IReadOnlyList<(string Tag, int Count)> Tags)> TagFrequency() =>
        [.. Subsets.GroupBy(subset => subset.Name, StringComparer.Ordinal).Select(folders => (folders.Key, CountTags(folders.SelectMany(subset => subset.Images))))];

    private static IEnumerable<(TrainingImage Image, Subset Subset)> Members(IReadOnlyList<Subset> subsets, bool isRegularization) =>
        subsets.Where(subset => subset.IsRegularization == isRegularization).SelectMany(subset => subset.Images.Select(image => (image, subset)));

    private static IEnumerable<(TrainingImage Image, Subset Subset)> Balanced(IReadOnlyList<Subset> subsets, long wanted)
    {
        var members = Members(subsets, isRegularization: true).ToList();
        var repeats = RegularizationBalance.Repeats([.. members.Select(member => member.Image.Repeats)], wanted);
        return members.Zip(repeats).Where(pair => pair.Second > 0).Select(pair => (pair.First.Image with { Repeats = pair.Second }, pair.First.Subset));
    }

    private static IReadOnlyList<(string Tag, int Count)> CountTags(IEnumerable<TrainingImage> images)
    {
        var counts = new OrderedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var tag in images.SelectMany(image => image.Caption.Split(',')).Select(t => t.Trim().ToLowerInvariant()))
        {
            if (tag.Length > 0) counts[tag] = counts.GetValueOrDefault(tag) + 1;
        }

        return [.. counts.Select(pair => (pair.Key, pair.Value))];
    }
}
