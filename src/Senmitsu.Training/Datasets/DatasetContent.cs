namespace Senmitsu.Training.Datasets;

/// <summary>One data set of a run: what was asked for and what was found.</summary>
/// <param name="Definition">Sizes, batches, folders.</param>
/// <param name="Images">The pictures.</param>
public sealed record DatasetContent(DatasetDefinition Definition, TrainingImageSet Images);
