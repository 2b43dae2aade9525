namespace Senmitsu.Training.Events;

/// <summary>Something the user should know.</summary>
/// <param name="Text">One sentence.</param>
public sealed record Noted(string Text) : TrainingEvent;
