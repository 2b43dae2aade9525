using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Jobs.Kinds;
using Senmitsu.Studio.Upscaling;
using Senmitsu.Training.Settings;

namespace Senmitsu.Studio.Jobs;

/// <summary>
/// The one queue for everything that computes: first come, first served, one at a time. It is kept in the database, so a job that waits
/// waits still after a restart, and one that ran goes on or says why not. Safe to use from any thread.
/// </summary>
public sealed class JobQueue
{
    /// <summary>Jobs that are over and still shown after a restart.</summary>
    private const int Remembered = 500;

    private readonly JobServices _services;
    private readonly Lock _lock = new();
    private readonly Channel<bool> _arrived = Channel.CreateUnbounded<bool>();
    private readonly LatestFeed<QueueStatus> _feed = new(new QueueStatus(null, [], []));

    internal JobQueue(JobServices services)
    {
        _services = services;
        var jobs = new JobRecovery(services).Load(Remembered);
        _feed.Publish(_ => new QueueStatus(null, [.. jobs.Where(job => !job.Progress.IsOver)], [.. jobs.Where(job => job.Progress.IsOver).Reverse()]), _ => false);
        foreach (var _ in Status.Waiting) _arrived.Writer.TryWrite(true);
    }

    /// <summary>What it holds now.</summary>
    public QueueStatus Status => _feed.Latest;

    /// <summary>Watches which jobs there are; what happens to a job is told by <see cref="Job.Attach"/>. The caller disposes the viewer.</summary>
    public LatestViewer<QueueStatus> Attach() => _feed.Attach();

    /// <summary>A job by its id, also one that is over; <see langword="null"/> if there is none.</summary>
    public Job? Find(long id)
    {
        var status = Status;
        return status.Running?.Id == id ? status.Running : status.Waiting.Concat(status.Finished).FirstOrDefault(job => job.Id == id);
    }

    /// <summary>Queues a generation. A random seed is drawn now, so that the job makes the same pictures whenever it runs.</summary>
    /// <param name="request">What to make.</param>
    /// <param name="preview">Whether and how pictures in the making are shown.</param>
    /// <exception cref="InvalidSettingsException">The settings cannot be used; all problems are listed.</exception>
    /// <exception cref="UserErrorException">A file is missing.</exception>
    public GenerateJob Enqueue(GenerateRequest request, LivePreviewSettings preview)
    {
        ArgumentNullException.ThrowIfNull(preview);
        var settled = _services.Studio.GenerateImages.Settle(request);
        _services.Studio.GenerateImages.Check(settled);
        return (GenerateJob)Add(GenerateJob.Write(settled, preview, _services.Clock.GetLocalNow()));
    }

    /// <summary>Queues a training.</summary>
    /// <param name="settings">The settings. The data set is looked at when its turn comes.</param>
    /// <exception cref="InvalidSettingsException">The settings cannot be used; all problems are listed.</exception>
    public TrainJob Enqueue(TrainingSettings settings)
    {
        RequireValid(settings);
        return (TrainJob)Add(TrainJob.Write(settings, _services.Clock.GetLocalNow()));
    }

    /// <summary>Queues the trial of a training, which tells what it will cost.</summary>
    /// <inheritdoc cref="Enqueue(TrainingSettings)"/>
    public EstimateJob EnqueueEstimate(TrainingSettings settings)
    {
        RequireValid(settings);
        return (EstimateJob)Add(EstimateJob.Write(settings, _services.Clock.GetLocalNow()));
    }

    /// <summary>Queues an enlarging of pictures.</summary>
    /// <param name="request">What to enlarge, and how.</param>
    /// <exception cref="UserErrorException">A picture is missing, or a value cannot be used.</exception>
    public UpscaleJob Enqueue(UpscaleRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        UpscaleImages.Files(request);
        return (UpscaleJob)Add(UpscaleJob.Write(request, _services.Clock.GetLocalNow()));
    }

    /// <summary>Asks a job for something. One that waits is taken out of the queue by every request to stop.</summary>
    /// <param name="id">The job.</param>
    /// <param name="request">What is asked.</param>
    /// <returns>False if there is no such job, it is over, or it does not understand the request.</returns>
    public bool Request(long id, JobRequest request)
    {
        lock (_lock)
        {
            var status = Status;
            if (status.Running is { } running && running.Id == id) return running.Ask(request);
            if (status.Waiting.Find(job => job.Id == id) is not { } waiting || request == JobRequest.Skip || !waiting.Ask(request)) return false;
            waiting.Move(JobState.Stopped, "taken out of the queue before it began", progress => _services.Store.Finish(id, progress));
            _feed.Publish(now => now with { Waiting = now.Waiting.Remove(waiting), Finished = now.Finished.Insert(0, waiting) }, _ => false);
            return true;
        }
    }

    /// <summary>Queues a job that goes on with one that was paused, stopped or failed: a training from its last saved state.</summary>
    /// <param name="id">The job that is over.</param>
    /// <returns>The new job.</returns>
    /// <exception cref="UserErrorException">There is nothing to go on with, or another job does already.</exception>
    public Job Resume(long id)
    {
        lock (_lock)
        {
            if (Find(id) is not { CanResume: true } job) throw new UserErrorException($"job {id} cannot be resumed: only a training that was stopped or failed can. Start it anew.");
            var status = Status;
            if (status.Waiting.Concat(status.Finished).Append(status.Running).OfType<Job>().FirstOrDefault(other => other.Continues == id) is { } later)
                throw new UserErrorException($"job {id} was resumed already, as job {later.Id}. Go on with that one.");
            return Add(job.Continuation());
        }
    }

    /// <summary>Takes a job that is over out of the list; its files stay.</summary>
    /// <returns>False if there is no such job, or it is not over.</returns>
    public bool Remove(long id)
    {
        lock (_lock)
        {
            if (Status.Finished.Find(job => job.Id == id) is not { } job) return false;
            _services.Store.Remove(id);
            _feed.Publish(now => now with { Finished = now.Finished.Remove(job) }, _ => false);
            return true;
        }
    }

    /// <summary>Waits for the next job and begins it.</summary>
    internal async Task<Job> NextAsync(CancellationToken token)
    {
        while (true)
        {
            await _arrived.Reader.ReadAsync(token).ConfigureAwait(false);
            lock (_lock)
            {
                if (Status.Waiting.IsEmpty) continue; // it was taken out
                var job = Status.Waiting[0];
                job.Move(JobState.Running, "", progress => Keep(() => _services.Store.Begin(job.Id, progress.Started!.Value)));
                _feed.Publish(now => now with { Running = job, Waiting = now.Waiting.RemoveAt(0) }, _ => false);
                return job;
            }
        }
    }

    /// <summary>Ends the running job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="state">How it ended.</param>
    /// <param name="message">One sentence.</param>
    /// <param name="isKept">Whether the database is told; if not, the job goes on after the next start of the program.</param>
    internal void Finish(Job job, JobState state, string message, bool isKept)
    {
        lock (_lock)
        {
            _feed.Publish(now => now with { Running = null, Finished = now.Finished.Insert(0, job) }, _ => false);
            job.Move(state, message, progress =>
            {
                if (isKept) Keep(() => _services.Store.Finish(job.Id, progress));
            });
        }
    }

    private static void RequireValid(TrainingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var problems = settings.Validate();
        if (problems.Count > 0) throw new InvalidSettingsException(problems);
    }

    /// <summary>A full disk must not stop the queue: the job's files are what counts, the database only remembers.</summary>
    private static void Keep(Action write)
    {
        try
        {
            write();
        }
        catch (SqliteException)
        {
            // After a restart the job is where it was last written down.
        }
    }

    /// <exception cref="UserErrorException">The database cannot be written.</exception>
    private Job Add(StoredJob stored)
    {
        lock (_lock)
        {
            var job = JobKinds.Read(WriteDown(stored), _services);
            _feed.Publish(now => now with { Waiting = now.Waiting.Add(job) }, _ => false);
            _arrived.Writer.TryWrite(true);
            return job;
        }
    }

    private StoredJob WriteDown(StoredJob job)
    {
        try
        {
            return _services.Store.Add(job);
        }
        catch (SqliteException e)
        {
            throw new UserErrorException($"the job cannot be written down in {_services.Studio.Folders.Database} ({e.Message}); make room on the disk, or see that the file may be written", e);
        }
    }
}
