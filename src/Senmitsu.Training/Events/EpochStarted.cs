namespace Senmitsu.Training.Events;

/// <summary>An epoch begins.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Epochs">Epochs of the run.</param>
public sealed record EpochStarted(int Epoch, int Epochs) : TrainingEvent;
