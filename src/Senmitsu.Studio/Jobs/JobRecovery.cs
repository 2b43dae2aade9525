using System.Globalization;

namespace Senmitsu.Studio.Jobs;

/// <summary>Brings back the jobs of an earlier session of the program, however it ended.</summary>
/// <param name="services">What jobs work with.</param>
internal sealed class JobRecovery(JobServices services)
{
    /// <summary>
    /// A job during which the program ended this often without getting further is not begun again by itself: perhaps it is the reason,
    /// as one that needs more memory than there is.
    /// </summary>
    private const int MostAttempts = 3;

    /// <summary>The jobs, oldest first.</summary>
    /// <param name="count">How many at most; those that wait come all the same.</param>
    public IReadOnlyList<Job> Load(int count)
    {
        var jobs = new List<Job>();
        foreach (var stored in services.Store.Newest(count))
        {
            var settled = stored.State == JobState.Running ? Settle(stored) : stored;
            try
            {
                jobs.Add(JobKinds.Read(settled, services));
            }
            catch (UserErrorException e)
            {
                if (settled.State == JobState.Queued) services.Store.Fail(settled.Id, e.Message, services.Clock.GetUtcNow());
            }
        }

        return jobs;
    }

    /// <summary>
    /// A job that ran when the program ended. A training goes on from its last saved state. Other jobs begin anew if nothing of them is
    /// finished; else they are stopped, because beginning anew would make the finished pictures twice.
    /// </summary>
    private StoredJob Settle(StoredJob stored)
    {
        var pictures = stored.Results.Count(result => result.Kind is JobResultKind.Image);
        var why = stored switch
        {
            { Attempts: >= MostAttempts } => string.Create(CultureInfo.InvariantCulture, $"the program ended {stored.Attempts} times while this job ran, perhaps for want of memory; it is not begun again by itself"),
            { Kind: not JobKinds.Train } when pictures > 0 => string.Create(CultureInfo.InvariantCulture, $"the program ended while this job ran; finished pictures, which are kept: {pictures}"),
            _ => null,
        };
        if (why is null)
        {
            services.Store.PutBack(stored.Id);
            return stored with { State = JobState.Queued };
        }

        var now = services.Clock.GetLocalNow();
        services.Store.Stop(stored.Id, why, now);
        return stored with { State = JobState.Stopped, Message = why, Ended = now };
    }
}
