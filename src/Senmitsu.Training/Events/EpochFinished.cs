namespace Senmitsu.Training.Events;

/// <summary>An epoch is done.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="AverageLoss">Mean loss of its batches.</param>
public sealed record EpochFinished(int Epoch, double AverageLoss) : TrainingEvent;
