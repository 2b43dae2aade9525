namespace Senmitsu.Generation;

/// <summary>Sent after every sampling step.</summary>
/// <param name="Step">Steps done of this batch, from 1.</param>
/// <param name="Steps">Steps of a batch.</param>
/// <param name="Batch">Batch number, from 1.</param>
/// <param name="Batches">Batches of the job.</param>
public sealed record SamplingProgress(int Step, int Steps, int Batch, int Batches);
