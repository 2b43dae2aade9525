using Senmitsu.Training;

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
                writer.WriteLine($"{subset.Name}: {use}{subset.Images.Count} pictures × {subset.Repeats} repeats, {subset.Images.Count(image => image.CaptionPath is not null)} captions");
            }

            if (dataset.Images.RegularizationPictures > 0)
                writer.WriteLine($"an epoch uses {dataset.Images.ImagesPerEpoch - dataset.Images.TrainedPerEpoch} regularisation pictures besides {dataset.Images.TrainedPerEpoch} that are trained, so it takes about twice as many steps");
            foreach (var bucket in dataset.Buckets.Buckets) writer.WriteLine($"bucket {bucket.Size}: {bucket.Images.Count} pictures including repeats");
        }

        writer.WriteLine($"{plan.ImagesPerEpoch} pictures and {plan.Order.BatchesPerEpoch} batches an epoch, {plan.Epochs} epochs, {plan.TotalSteps} steps");
        writer.WriteLine($"files: {string.Join(", ", plan.FileNames)}");
    }

    /// <summary>For machines.</summary>
    public static object Summary(TrainingPlan plan) => new
    {
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
