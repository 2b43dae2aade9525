using System.Globalization;

namespace Senmitsu.Training.Datasets;

/// <summary>Sets pictures aside that are not trained, so that the loss on them says whether a LoRA learns or memorizes.</summary>
public static class ValidationSplit
{
    /// <summary>Splits every folder but regularisation; the pictures set aside are used once, without regularisation.</summary>
    /// <param name="content">The pictures found.</param>
    /// <param name="share">Share of each folder's pictures to set aside, 0…1.</param>
    /// <param name="seed">Decides which; the same for every folder, as in sd-scripts (library/train_util.py, split_train_val).</param>
    /// <returns>Both parts; no second where nothing is set aside.</returns>
    /// <exception cref="DatasetException">Nothing is left to train on.</exception>
    public static (DatasetContent Training, DatasetContent? Validation) Apply(DatasetContent content, double share, long seed)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (share <= 0) return (content, null);
        List<Subset> trained = [], validated = [];
        foreach (var subset in content.Images.Subsets)
        {
            if (subset.IsRegularization)
            {
                trained.Add(subset);
                continue;
            }

            var order = Enumerable.Range(0, subset.Images.Count).ToArray();
            new Random(unchecked((int)seed)).Shuffle(order);
            var kept = order.Take((int)Math.Ceiling(order.Length * (1 - share))).ToHashSet();
            var aside = order.Skip(order.Length - (int)Math.Round(order.Length * share, MidpointRounding.ToEven)).ToHashSet();
            trained.Add(subset with { Images = [.. subset.Images.Where((_, image) => kept.Contains(image))] });
            if (aside.Count == 0) continue;
            validated.Add(new Subset(subset.Definition with { Repeats = 1 }, [.. subset.Images.Where((_, image) => aside.Contains(image)).Select(image => image with { Repeats = 1 })]));
        }

        trained.RemoveAll(subset => subset.Images.Count == 0);
        if (trained.TrueForAll(subset => subset.IsRegularization)) throw new DatasetException([new DatasetProblem(DatasetProblemKind.NothingToTrain, content.Images.Subsets[0].Folder, string.Create(CultureInfo.InvariantCulture, $"validation_split = {share} leaves no picture to train on; use a smaller share, such as 0.1"))]);
        var training = content with { Images = new TrainingImageSet(trained, content.Images.Problems) };
        return (training, validated.Count == 0 ? null : content with { Images = new TrainingImageSet(validated, []) });
    }
}
