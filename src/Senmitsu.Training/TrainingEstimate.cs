namespace Senmitsu.Training;

/// <summary>What a run will cost, from a few steps tried on this machine.</summary>
/// <param name="SecondsPerStep">Mean over the run's batches.</param>
/// <param name="Total">All steps and the encoding of the pictures; saving and sample pictures are not counted.</param>
/// <param name="PeakBytes">Largest memory of the process in the trial.</param>
public sealed record TrainingEstimate(double SecondsPerStep, TimeSpan Total, long PeakBytes);
