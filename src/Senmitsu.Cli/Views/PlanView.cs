using Senmitsu.Training;

namespace Senmitsu.Cli.Views;

/// <summary>Shows what a training will do.</summary>
internal static class PlanView
{
    /// <summary>For people.</summary>
    public static void Write(TextWriter writer, TrainingPlan plan)
    {
        foreach (var subset in plan.Images.Subsets)
        {
            writer.WriteLine($"{subset.Name}: {subset.Images.Count} pictures × {subset.Repeats} repeats, {subset.Images.Count(image => image.CaptionPath is not null)} captions");
        }

        foreach (var bucket in plan.Buckets.Buckets) writer.WriteLine($"bucket {bucket.Size}: {bucket.Images.Count} pictures including repeats");
        writer.WriteLine($"{plan.Images.ImagesPerEpoch} pictures and {plan.Order.BatchesPerEpoch} batches an epoch, {plan.Epochs} epochs, {plan.TotalSteps} steps");
        writer.WriteLine($"files: {string.Join(", ", plan.FileNames)}");
    }

    /// <summary>For machines.</summary>
    public static object Summary(TrainingPlan plan) => new
    {
        images = plan.Images.Images.Count,
        images_per_epoch = plan.Images.ImagesPerEpoch,
        batches_per_epoch = plan.Order.BatchesPerEpoch,
        updates_per_epoch = plan.UpdatesPerEpoch,
        plan.Epochs,
        plan.TotalSteps,
        buckets = plan.Buckets.Buckets.Select(bucket => new { bucket.Size.Width, bucket.Size.Height, bucket.Images.Count }),
        files = plan.FileNames,
    };
}
