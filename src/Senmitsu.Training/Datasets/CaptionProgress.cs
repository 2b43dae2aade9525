namespace Senmitsu.Training.Datasets;

/// <summary>Where a run stands when a caption is used.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Step">Updates done, from 0.</param>
/// <param name="TotalSteps">Updates of the run, at least 1.</param>
public readonly record struct CaptionProgress(int Epoch, int Step, int TotalSteps);
