namespace Senmitsu.Training.Datasets;

/// <summary>All pictures of a training, by folder.</summary>
/// <param name="Subsets">The folders that are used, in ordinal order of their names; at least one.</param>
/// <param name="Problems">What was left out or remarkable, though not enough to refuse the folder.</param>
public sealed record TrainingImageSet(IReadOnlyList<Subset> Subsets, IReadOnlyList<DatasetProblem> Problems)
{
    /// <summary>The pictures of all folders, in order.</summary>
    public IReadOnlyList<TrainingImage> Images { get; } = [.. Subsets.SelectMany(s => s.Images)];

    /// <summary>Pictures in one epoch, repeats included.</summary>
    public long ImagesPerEpoch => Images.Sum(image => (long)image.Repeats);

    /// <summary>How many captions of a folder hold each tag, by folder name; tags are lower-case and in order of appearance.</summary>
    /// <remarks>Always cut at commas, whatever separates tags in the training; repeats do not count.</remarks>
    public IReadOnlyList<(string Folder, IReadOnlyList<(string Tag, int Count)> Tags)> TagFrequency() =>
        [.. Subsets.Select(subset => (subset.Name, CountTags(subset.Images)))];

    private static IReadOnlyList<(string Tag, int Count)> CountTags(IReadOnlyList<TrainingImage> images)
    {
        var counts = new OrderedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var tag in images.SelectMany(image => image.Caption.Split(',')).Select(t => t.Trim().ToLowerInvariant()))
        {
            if (tag.Length > 0) counts[tag] = counts.GetValueOrDefault(tag) + 1;
        }

        return [.. counts.Select(pair => (pair.Key, pair.Value))];
    }
}
