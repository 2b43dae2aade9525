namespace Senmitsu.Training.Events;

/// <summary>An old save was deleted because only the last ones are kept.</summary>
/// <param name="Path">The file.</param>
public sealed record LoraRemoved(string Path) : TrainingEvent;
