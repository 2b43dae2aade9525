using System.Globalization;
using Senmitsu.Training;
using Senmitsu.Training.Settings;

namespace Senmitsu.Cli.Views;

/// <summary>Shows what a training will do.</summary>
internal static class PlanView
{
    /// <summary>For people.</summary>
    public static void Write(TextWriter writer, TrainingPlan plan)
    {
        foreach (var dataset in plan.Datasets)
        {
            if (plan.Datasets.Count > 1) writer.WriteLine($"data set of {dataset.Definition.Buckets.Resolution}, {dataset.Definition.BatchSize} pictures a batch:");
            foreach (var subset in dataset.Images.Subsets)
            {
                var use = subset.IsRegularization ? "regularisation, " : "";
                writer.WriteLine($"{subset.Name}: {use}{subset.Images.Count} pictures × {subset.Repeats} repeats, {subset.Images.Count(image => image.CaptionPath is not null)} captions; {subset.CaptionExample}");
            }

            if (dataset.Images.RegularizationPictures > 0)
                writer.WriteLine($"an epoch uses {dataset.Images.ImagesPerEpoch - dataset.Images.TrainedPerEpoch} regularisation pictures besides {dataset.Images.TrainedPerEpoch} that are trained, so it takes about twice as many steps");
            foreach (var bucket in dataset.Buckets.Buckets) writer.WriteLine($"bucket {bucket.Size}: {bucket.Images.Count} pictures including repeats");
        }

        writer.WriteLine($"{plan.ImagesPerEpoch} pictures and {plan.Order.BatchesPerEpoch} batches an epoch, {plan.Epochs} epochs, {plan.TotalSteps} steps");
        if (plan.Validation is { } aside) writer.WriteLine($"{aside.Images.Count} pictures are set aside and measured, not trained");
        writer.WriteLine($"files: {string.Join(", ", plan.FileNames)}");
    }

    /// <summary>The plan, what the network is, and what the run will cost.</summary>
    public static void Write(TextWriter writer, TrainingSettings settings, TrainingPlan plan, TrainingEstimate estimate)
    {
        Write(writer, plan);
        writer.WriteLine($"besides: {string.Join(", ", Besides(settings, plan))}");
        var network = settings.Network;
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"network: {network.Module}, rank {network.Rank}, alpha {network.Alpha:G6}, so its changes count {(network.Alpha == 0 ? 1 : network.Alpha / network.Rank):G3} times"));
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"expected: {Durations.Clock(estimate.Total)} ({estimate.SecondsPerStep:F2} s a step), {estimate.PeakBytes / 1e9:F1} GB of memory, from a few steps tried now"));
    }

    private static IEnumerable<string> Besides(TrainingSettings settings, TrainingPlan plan)
    {
        var name = Path.GetFileNameWithoutExtension(plan.FileNames[^1]);
        yield return $"{name}.toml and {name}.json with the settings";
        if (settings.State.SaveState) yield return "a state in a folder beside each file";
        else if (settings.State.SaveStateOnTrainEnd) yield return $"the last state in {LoraFileNames.State(plan.FileNames[^1])}";
        if (settings.State.SaveStateEveryNMinutes > 0) yield return $"a state in {LoraFileNames.UnfinishedState(settings.Output)} while it runs";
        if (settings.Output.LoggingDir is { } curves) yield return $"curves in {curves}";
        if (settings.Samples.IsActive) yield return "pictures in sample";
    }

    /// <summary>For machines.</summary>
    public static object Summary(TrainingPlan plan, TrainingEstimate? estimate = null) => new
    {
        expected_seconds = estimate?.Total.TotalSeconds,
        seconds_per_step = estimate?.SecondsPerStep,
        peak_bytes = estimate?.PeakBytes,
        images = plan.Images.Count,
        plan.ImagesPerEpoch,
        batches_per_epoch = plan.Order.BatchesPerEpoch,
        updates_per_epoch = plan.UpdatesPerEpoch,
        plan.Epochs,
        plan.TotalSteps,
        buckets = plan.Datasets.SelectMany(dataset => dataset.Buckets.Buckets).Select(bucket => new { bucket.Size.Width, bucket.Size.Height, bucket.Images.Count }),
        files = plan.FileNames,
    };
}
