using System.Collections.Immutable;

namespace Senmitsu.Studio.Jobs;

/// <summary>All that is known of a job at one moment. Each is complete in itself, so a viewer that misses some has lost nothing when it has the last.</summary>
public abstract record JobProgress
{
    private protected JobProgress()
    {
    }

    /// <summary>Where the job stands.</summary>
    public JobState State { get; init; }

    /// <summary>What it is doing, or how it ended, in one sentence.</summary>
    public string Message { get; init; } = "";

    /// <summary>Part that is done, 0…1.</summary>
    public double Share { get; init; }

    /// <summary>How long it will still take; <see langword="null"/> until that can be said.</summary>
    public TimeSpan? Remaining { get; init; }

    /// <summary>When it began to run.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>What was asked of it last and is not done yet, or what stopped it.</summary>
    public JobRequest? Request { get; init; }

    /// <summary>The files made so far, oldest first.</summary>
    public ImmutableList<JobResult> Results { get; init; } = [];

    /// <summary>What the user should know, oldest first; of a job of an earlier session none.</summary>
    public ImmutableList<string> Notes { get; init; } = [];

    /// <summary>Number of the newest <see cref="Job.Preview"/>, 0 while there is none.</summary>
    public int PreviewNumber { get; init; }

    /// <summary>Whether the job has ended.</summary>
    public bool IsOver => State is JobState.Completed or JobState.Failed or JobState.Stopped;
}
