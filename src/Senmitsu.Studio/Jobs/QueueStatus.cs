using System.Collections.Immutable;

namespace Senmitsu.Studio.Jobs;

/// <summary>What the queue holds at one moment.</summary>
/// <param name="Running">The job at work; <see langword="null"/> if none is.</param>
/// <param name="Waiting">Those that wait, the next first.</param>
/// <param name="Finished">Those that are over, the newest first.</param>
public sealed record QueueStatus(Job? Running, ImmutableList<Job> Waiting, ImmutableList<Job> Finished);
