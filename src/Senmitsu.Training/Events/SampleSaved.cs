namespace Senmitsu.Training.Events;

/// <summary>A sample picture is on disk.</summary>
/// <param name="Path">The file.</param>
/// <param name="Step">Updates done.</param>
public sealed record SampleSaved(string Path, int Step) : TrainingEvent;
