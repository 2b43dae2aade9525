namespace Senmitsu.Web.Training;

/// <summary>A folded section of the training page.</summary>
/// <param name="Title">kohya_ss' own title.</param>
/// <param name="Fields">Its fields, in kohya_ss' order.</param>
public sealed record TrainingSection(Phrase Title, IReadOnlyList<TrainingField> Fields);
