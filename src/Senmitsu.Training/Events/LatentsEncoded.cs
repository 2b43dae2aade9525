namespace Senmitsu.Training.Events;

/// <summary>A picture was encoded before training.</summary>
/// <param name="Done">Pictures encoded.</param>
/// <param name="Total">Pictures in all.</param>
public sealed record LatentsEncoded(int Done, int Total) : TrainingEvent;
