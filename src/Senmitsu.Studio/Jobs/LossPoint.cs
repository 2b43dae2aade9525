namespace Senmitsu.Studio.Jobs;

/// <summary>One update of a training, for the chart.</summary>
/// <param name="Step">Updates done, from 1.</param>
/// <param name="Epoch">From 1.</param>
/// <param name="Loss">Loss of the batch.</param>
/// <param name="Average">Mean over the last epoch-length window, as sd-scripts shows it.</param>
/// <param name="LearningRate">Rate of the first group of weights.</param>
public readonly record struct LossPoint(int Step, int Epoch, double Loss, double Average, double LearningRate);
