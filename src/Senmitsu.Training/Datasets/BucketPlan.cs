namespace Senmitsu.Training.Datasets;

/// <summary>Which picture is trained at which size.</summary>
/// <param name="Settings">The settings it follows.</param>
/// <param name="Choices">One per picture, in the order of the pictures.</param>
/// <param name="Buckets">The buckets in use, in order of width, then height.</param>
public sealed record BucketPlan(BucketSettings Settings, IReadOnlyList<BucketChoice> Choices, IReadOnlyList<Bucket> Buckets)
{
    /// <summary>Mean distance between the aspect ratios of bucket and picture, repeats not counted; 0 without pictures.</summary>
    public double MeanAspectError => Choices.Count == 0 ? 0 : Choices.Average(choice => Math.Abs(choice.AspectError));

    /// <summary>Pictures in one epoch, repeats included.</summary>
    public long ImagesPerEpoch => Buckets.Sum(bucket => (long)bucket.Images.Count);
}
