using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Senmitsu.Generation.Settings;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Settings;

namespace Senmitsu.Training;

/// <summary>What a run will do, computed before it starts, by sd-scripts' rules.</summary>
public sealed record TrainingPlan
{
    /// <summary>The data sets, each with its folders and buckets; at least one.</summary>
    public required IReadOnlyList<DatasetPlan> Datasets { get; init; }

    /// <summary>The pictures of all data sets in order, to which batches refer by index.</summary>
    public required IReadOnlyList<PlannedImage> Images { get; init; }

    /// <summary>Whether the data sets were described in a file of their own (<c>dataset_config</c>).</summary>
    public bool HasDatasetConfig { get; init; }

    /// <summary>Order of the batches.</summary>
    public required BatchOrder Order { get; init; }

    /// <summary>Updates per epoch: batches divided by accumulation, rounded up.</summary>
    public required int UpdatesPerEpoch { get; init; }

    /// <summary>Epochs, the last perhaps incomplete.</summary>
    public required int Epochs { get; init; }

    /// <summary>Updates of the whole run.</summary>
    public required int TotalSteps { get; init; }

    /// <summary>File names that will be written, in order.</summary>
    public required IReadOnlyList<string> FileNames { get; init; }

    /// <summary>The pictures set aside, once each; null for none. Its epochs, steps and files mean nothing.</summary>
    public TrainingPlan? Validation { get; init; }

    /// <summary>Pictures in one epoch, repeats and regularisation included.</summary>
    public long ImagesPerEpoch => Datasets.Sum(set => set.Images.ImagesPerEpoch);

    /// <summary>What is to be said of the number of steps; null for nothing.</summary>
    public DatasetProblem? LengthProblem { get; init; }

    /// <summary>What was left out or remarkable in all data sets.</summary>
    public IEnumerable<DatasetProblem> Problems => [.. Datasets.SelectMany(set => set.Images.Problems), .. LengthProblem is { } length ? [length] : Array.Empty<DatasetProblem>()];

    /// <summary>What the loss of each picture of a batch is multiplied by.</summary>
    /// <returns>Null when all count the same.</returns>
    public float[]? LossWeights(BatchPlan batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        float[] weights = [.. batch.Images.Select(image => (float)Images[image].LossWeight)];
        return Array.TrueForAll(weights, weight => weight == 1) ? null : weights;
    }

    /// <summary>
    /// SHA-256 over names, sizes, captions, repeats and buckets of the pictures, in hexadecimal: the same fingerprint means the same batches.
    /// </summary>
    public string Fingerprint()
    {
        var text = new StringBuilder();
        foreach (var (image, _, choice, _) in Images)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Path.GetFileName(image.Path)}\0{image.Size}\0{image.Caption}\0{image.Repeats}\0{choice.Bucket}\n");
        }

        foreach (var set in Datasets) text.Append(CultureInfo.InvariantCulture, $"{set.Images.Images.Count}\0{set.Definition.BatchSize}\n");

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Plans a run with one data set.</summary>
    /// <inheritdoc cref="Create(TrainingSettings, IReadOnlyList{DatasetContent}, long)"/>
    public static TrainingPlan Create(TrainingSettings settings, TrainingImageSet images, long seed)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Create(settings, [new DatasetContent(settings.Dataset.ToDefinition(), images)], seed);
    }

    /// <summary>Plans a run.</summary>
    /// <param name="settings">Valid settings.</param>
    /// <param name="datasets">The pictures found, by data set; at least one.</param>
    /// <param name="seed">The run's seed.</param>
    /// <exception cref="DatasetException">Pictures fit no bucket.</exception>
    /// <exception cref="InvalidSettingsException">The epochs have more steps than can be counted.</exception>
    public static TrainingPlan Create(TrainingSettings settings, IReadOnlyList<DatasetContent> datasets, long seed)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(datasets);
        var split = datasets.Select(set => ValidationSplit.Apply(set, set.Definition.ValidationSplit ?? settings.Validation.Split, set.Definition.ValidationSeed ?? settings.Validation.Seed ?? seed)).ToList();
        var plan = Create(settings, split.Select(pair => pair.Training), seed);
        var aside = split.Where(pair => pair.Validation is not null).Select(pair => pair.Validation!).ToList();
        if (GuiSteps.Difference(settings, datasets, plan.TotalSteps) is { } difference) plan = plan with { LengthProblem = difference };
        return aside.Count == 0 ? plan : plan with { Validation = Create(settings, aside, settings.Validation.Seed ?? seed) };
    }

    private static TrainingPlan Create(TrainingSettings settings, IEnumerable<DatasetContent> datasets, long seed)
    {
        var plans = Sort([.. datasets]);
        var order = OrderOf(plans, seed);
        var updatesPerEpoch = DivideUp(order.BatchesPerEpoch, settings.Run.GradientAccumulationSteps);
        var totalSteps = settings.Run.MaxTrainEpochs is { } wanted ? Steps(wanted, updatesPerEpoch) : settings.Run.MaxTrainSteps;
        var epochs = DivideUp(totalSteps, updatesPerEpoch);
        return new TrainingPlan
        {
            Datasets = plans,
            Images = [.. plans.SelectMany(set => Planned(set, settings.Dataset.PriorLossWeight))],
            HasDatasetConfig = settings.Dataset.DatasetConfig is not null,
            Order = order,
            UpdatesPerEpoch = updatesPerEpoch,
            Epochs = epochs,
            TotalSteps = totalSteps,
            FileNames = [.. Files(settings.Output, epochs, updatesPerEpoch, totalSteps)],
        };
    }

    /// <summary>Sorts the pictures of data sets into buckets.</summary>
    /// <exception cref="DatasetException">Pictures fit no bucket.</exception>
    public static IReadOnlyList<DatasetPlan> Sort(IReadOnlyList<DatasetContent> datasets) =>
        [.. datasets.Select(set => new DatasetPlan(set.Definition, set.Images, new BucketPlanner(set.Definition.Buckets).Plan(set.Images.Images)))];

    /// <summary>The order of the batches of data sets.</summary>
    public static BatchOrder OrderOf(IReadOnlyList<DatasetPlan> datasets, long seed) =>
        new([.. datasets.Select(set => (set.Buckets, set.Definition.BatchSize))], unchecked((int)seed));

    private static IEnumerable<PlannedImage> Planned(DatasetPlan set, double priorLossWeight) => set.Images.Images.Select((image, i) =>
    {
        var subset = set.Images.SubsetOf(i).Definition;
        return new PlannedImage(image, subset, set.Buckets.Choices[i], subset.IsRegularization ? priorLossWeight : 1) { IsBucketed = set.Definition.Buckets.EnableBucket };
    });

    private static IEnumerable<string> Files(OutputSettings output, int epochs, int updatesPerEpoch, int totalSteps)
    {
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            if (output.SaveEveryNSteps is { } n)
            {
                for (var step = (long)(epoch - 1) * updatesPerEpoch + 1; step <= Math.Min((long)epoch * updatesPerEpoch, totalSteps); step++)
                {
                    if (LoraFileNames.IsStepSave((int)step, n)) yield return LoraFileNames.ForStep(output, (int)step);
                }
            }

            if (LoraFileNames.IsEpochSave(epoch, epochs, output)) yield return LoraFileNames.ForEpoch(output, epoch);
        }

        yield return LoraFileNames.Final(output);
    }

    /// <exception cref="InvalidSettingsException">They cannot be counted.</exception>
    private static int Steps(int epochs, int updatesPerEpoch)
    {
        var steps = (long)epochs * updatesPerEpoch;
        return steps <= int.MaxValue
            ? (int)steps
            : throw new InvalidSettingsException([new("max_train_epochs", $"{epochs}", $"gives {steps} steps, more than the {int.MaxValue} that can be counted", "use fewer epochs")]);
    }

    private static int DivideUp(int value, int divisor) => (int)(((long)value + divisor - 1) / divisor);
}
