namespace Senmitsu.Studio.Jobs;

/// <summary>Where a job stands. It goes through these in order, each once; one of the last three is its end.</summary>
public enum JobState
{
    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>It is being prepared or is at work.</summary>
    Running,

    /// <summary>It did all it was asked for.</summary>
    Completed,

    /// <summary>It could not go on; its message says why.</summary>
    Failed,

    /// <summary>Somebody, or the end of the program, stopped it; its message says what is kept.</summary>
    Stopped,
}
