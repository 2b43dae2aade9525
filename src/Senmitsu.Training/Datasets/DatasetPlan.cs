namespace Senmitsu.Training.Datasets;

/// <summary>One data set of a run, sorted into buckets.</summary>
/// <param name="Definition">What was asked for.</param>
/// <param name="Images">What was found.</param>
/// <param name="Buckets">Which picture is trained at which size.</param>
public sealed record DatasetPlan(DatasetDefinition Definition, TrainingImageSet Images, BucketPlan Buckets);
