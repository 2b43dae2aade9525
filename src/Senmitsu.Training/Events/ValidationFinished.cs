namespace Senmitsu.Training.Events;

/// <summary>The loss on the pictures that are not trained was measured.</summary>
/// <param name="Step">Updates done.</param>
/// <param name="Epoch">The epoch that is done, from 1; <see langword="null"/> between epochs.</param>
/// <param name="Average">Mean loss.</param>
/// <param name="Divergence">Mean loss minus the average of the training: grows when pictures are learned by heart.</param>
public sealed record ValidationFinished(int Step, int? Epoch, double Average, double Divergence) : TrainingEvent;
