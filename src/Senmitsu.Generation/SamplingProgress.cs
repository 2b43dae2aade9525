namespace Senmitsu.Generation;

/// <summary>Sent after every sampling step.</summary>
/// <param name="Step">Steps done of this batch, from 1.</param>
/// <param name="Steps">Steps of a batch.</param>
/// <param name="Batch">Batch number, from 1.</param>
/// <param name="Batches">Batches of the job.</param>
public sealed record SamplingProgress(int Step, int Steps, int Batch, int Batches)
{
    /// <summary>Pictures of the batch. Default 1.</summary>
    public int Pictures { get; init; } = 1;

    /// <summary>Pass of the batch, from 1. Default 1.</summary>
    public int Pass { get; init; } = 1;

    /// <summary>Passes of a batch: 2 with a hires fix. Default 1.</summary>
    public int Passes { get; init; } = 1;
}
