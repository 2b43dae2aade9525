namespace Senmitsu.Training.Checkpoints;

/// <summary>Where a run stood when its state was kept.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Step">Updates done.</param>
/// <param name="Epoch">Epoch of the next batch, from 1.</param>
/// <param name="NextBatch">The next batch of that epoch, from 0; may be one past the last.</param>
/// <param name="BatchesPerEpoch">Batches in every epoch.</param>
/// <param name="Started">When the run began.</param>
/// <param name="DataFingerprint">What the data set was, see <see cref="TrainingPlan.Fingerprint"/>.</param>
/// <param name="Optimizer">Name of the optimizer.</param>
public sealed record StateFacts(long Seed, int Step, int Epoch, int NextBatch, int BatchesPerEpoch, DateTimeOffset Started, string DataFingerprint, string Optimizer);
