namespace Senmitsu.Training.Events;

/// <summary>The base model is in memory.</summary>
/// <param name="Device">Where.</param>
/// <param name="DataType">In which number format.</param>
/// <param name="Elapsed">How long loading took.</param>
public sealed record ModelLoaded(string Device, string DataType, TimeSpan Elapsed) : TrainingEvent;
