namespace Senmitsu.Training.Events;

/// <summary>The state of the run is whole on disk: <c>--resume</c> continues from here.</summary>
/// <param name="Folder">The state's folder.</param>
/// <param name="Step">Updates done.</param>
public sealed record StateSaved(string Folder, int Step) : TrainingEvent;
