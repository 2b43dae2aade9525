namespace Senmitsu.Training;

/// <summary>A place in a run, between two updates.</summary>
/// <param name="Step">Updates done.</param>
/// <param name="Epoch">Epoch of the next batch, from 1.</param>
/// <param name="NextBatch">The next batch of that epoch, from 0; may be one past the last.</param>
public readonly record struct TrainingPosition(int Step, int Epoch, int NextBatch);
