using System.Collections.Immutable;

namespace Senmitsu.Studio.Jobs;

/// <summary>A job as the database keeps it.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Kind">One of <see cref="JobKinds"/>.</param>
/// <param name="Title">What to call it in a list.</param>
/// <param name="Settings">JSON of the kind.</param>
/// <param name="SettingsVersion">Version of that JSON.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Created">When it was queued.</param>
internal sealed record StoredJob(long Id, string Kind, string Title, string Settings, int SettingsVersion, JobState State, DateTimeOffset Created)
{
    /// <summary>What stopped it.</summary>
    public JobRequest? StoppedBy { get; init; }

    /// <summary>How it ended.</summary>
    public string Message { get; init; } = "";

    /// <summary>How often it was begun since it last got further.</summary>
    public int Attempts { get; init; }

    /// <summary>The stopped job that this one goes on with.</summary>
    public long? Continues { get; init; }

    /// <summary>When it began to run.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The files made so far.</summary>
    public ImmutableList<JobResult> Results { get; init; } = [];

    /// <summary>Puts what is stored into a progress of the job's kind.</summary>
    public T Fill<T>(T progress)
        where T : JobProgress => progress with
        {
            State = State,
            Message = Message,
            Started = Started,
            Ended = Ended,
            Request = StoppedBy,
            Results = Results,
            Share = State == JobState.Completed ? 1 : 0,
        };
}
