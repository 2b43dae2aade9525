using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Settings;

namespace Senmitsu.Training;

/// <summary>What a run will do, computed before it starts, by sd-scripts' rules.</summary>
public sealed record TrainingPlan
{
    /// <summary>Pictures, captions, repeats.</summary>
    public required TrainingImageSet Images { get; init; }

    /// <summary>Which picture is trained at which size.</summary>
    public required BucketPlan Buckets { get; init; }

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

    /// <summary>
    /// SHA-256 over names, sizes, captions, repeats and buckets of the pictures, in hexadecimal: the same fingerprint means the same batches.
    /// </summary>
    public string Fingerprint()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Images.Images.Count; i++)
        {
            var image = Images.Images[i];
            text.Append(CultureInfo.InvariantCulture, $"{Path.GetFileName(image.Path)}\0{image.Size}\0{image.Caption}\0{image.Repeats}\0{Buckets.Choices[i].Bucket}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Plans a run.</summary>
    /// <param name="settings">Valid settings.</param>
    /// <param name="images">The pictures found.</param>
    /// <param name="seed">The run's seed.</param>
    public static TrainingPlan Create(TrainingSettings settings, TrainingImageSet images, long seed)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(images);
        var dataset = settings.Dataset;
        var buckets = new BucketPlanner(dataset.ToBucketSettings()).Plan(images.Images);
        var order = new BatchOrder(buckets, dataset.BatchSize, unchecked((int)seed));
        var updatesPerEpoch = DivideUp(order.BatchesPerEpoch, settings.Run.GradientAccumulationSteps);
        var totalSteps = settings.Run.MaxTrainEpochs is { } wanted ? checked(wanted * updatesPerEpoch) : settings.Run.MaxTrainSteps;
        var epochs = DivideUp(totalSteps, updatesPerEpoch);
        return new TrainingPlan
        {
            Images = images,
            Buckets = buckets,
            Order = order,
            UpdatesPerEpoch = updatesPerEpoch,
            Epochs = epochs,
            TotalSteps = totalSteps,
            FileNames = [.. Files(settings.Output, epochs, updatesPerEpoch, totalSteps)],
        };
    }

    private static IEnumerable<string> Files(OutputSettings output, int epochs, int updatesPerEpoch, int totalSteps)
    {
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            if (output.SaveEveryNSteps is { } n)
            {
                for (var step = (epoch - 1) * updatesPerEpoch + 1; step <= Math.Min(epoch * updatesPerEpoch, totalSteps); step++)
                {
                    if (LoraFileNames.IsStepSave(step, n)) yield return LoraFileNames.ForStep(output, step);
                }
            }

            if (LoraFileNames.IsEpochSave(epoch, epochs, output)) yield return LoraFileNames.ForEpoch(output, epoch);
        }

        yield return LoraFileNames.Final(output);
    }

    private static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;
}
