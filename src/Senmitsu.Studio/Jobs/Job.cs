using System.Diagnostics.CodeAnalysis;
using Senmitsu.Studio.Models;

namespace Senmitsu.Studio.Jobs;

/// <summary>
/// A piece of work in the queue. It belongs to the server, not to a page: any number of pages watch it, leave and come back. All members may be
/// used from any thread.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A source without a timer has nothing to free, and a request may come at any time.")]
public abstract class Job
{
    private readonly LatestFeed<JobProgress> _feed;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<JobProgress> _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly JobServices _services;
    private readonly StoredJob _stored;
    private volatile JobPreview? _preview;

    private protected Job(StoredJob stored, JobProgress progress, JobServices services)
    {
        (_stored, _services) = (stored, services);
        _feed = new(progress);
        if (progress.IsOver) _over.SetResult(progress);
    }

    /// <summary>Names the job, also after a restart.</summary>
    public long Id => _stored.Id;

    /// <summary>One of <see cref="JobKinds"/>.</summary>
    public abstract string Kind { get; }

    /// <summary>What to call it in a list.</summary>
    public string Title => _stored.Title;

    /// <summary>When it was queued.</summary>
    public DateTimeOffset Created => _stored.Created;

    /// <summary>The stopped job that this one goes on with.</summary>
    public long? Continues => _stored.Continues;

    /// <summary>All that is known of it now.</summary>
    public JobProgress Progress => _feed.Latest;

    /// <summary>Where it stands.</summary>
    public JobState State => Progress.State;

    /// <summary>The picture in the making; <see langword="null"/> while there is none.</summary>
    public JobPreview? Preview => _preview;

    /// <summary>Completes with the last progress when the job is over; never fails.</summary>
    public Task<JobProgress> Completion => _over.Task;

    /// <summary>Whether <see cref="JobQueue.Resume"/> would continue it.</summary>
    public bool CanResume => State is JobState.Stopped or JobState.Failed && CanContinue;

    /// <summary>Begins to watch. The caller disposes the viewer.</summary>
    public LatestViewer<JobProgress> Attach() => _feed.Attach();

    /// <summary>Whether this kind of job understands a request.</summary>
    public abstract bool Supports(JobRequest request);

    /// <summary>Asks the running job for something; a waiting one is taken out of the queue by <see cref="JobQueue.Request"/>.</summary>
    /// <returns>False if it is over, or does not understand it.</returns>
    internal bool Ask(JobRequest request)
    {
        if (!Supports(request)) return false;
        var after = Publish(progress => progress.IsOver ? progress : progress with { Request = request });
        if (after.IsOver) return false;
        if (!Steer(request)) _stop.Cancel();
        return true;
    }

    /// <summary>Ends the work because the program ends: as an interruption, but nobody asked for it.</summary>
    internal void End() => _stop.Cancel();

    /// <summary>Tested every step while the job runs.</summary>
    internal CancellationToken Token => _stop.Token;

    /// <summary>Whether it makes sense to go on with it after a stop.</summary>
    internal virtual bool CanContinue => false;

    /// <summary>A job for the store that goes on with this one, which is over.</summary>
    internal StoredJob Continuation() => new(0, _stored.Kind, Title, _stored.Settings, _stored.SettingsVersion, JobState.Queued, _services.Clock.GetLocalNow()) { Continues = Id, Results = Progress.Results };

    /// <summary>Finds and checks everything before tensors are touched.</summary>
    /// <param name="token">Stops it.</param>
    internal abstract Task PrepareAsync(CancellationToken token);

    /// <summary>Does the work, on the device thread.</summary>
    /// <param name="model">The model in memory. Borrowed.</param>
    /// <param name="token">Tested every step.</param>
    /// <returns>One sentence on what came of it.</returns>
    internal abstract string Run(LoadedModel model, CancellationToken token);

    /// <summary>One sentence on what is kept of a job that was stopped.</summary>
    internal abstract string DescribeStop();

    /// <summary>Moves on to another state. The last one ends the feed.</summary>
    /// <param name="state">A later state than the present one.</param>
    /// <param name="message">One sentence.</param>
    /// <param name="keep">Puts it into the store, before anybody sees it.</param>
    internal void Move(JobState state, string message, Action<JobProgress> keep)
    {
        var progress = Progress;
        var time = _services.Clock.GetLocalNow();
        var next = progress with
        {
            State = state,
            Message = message,
            Started = state == JobState.Running ? time : progress.Started,
            Ended = state == JobState.Running ? null : time,
            Share = state == JobState.Completed ? 1 : progress.Share,
            Remaining = null,
            Request = state == JobState.Stopped ? progress.Request : null,
        };
        keep(next);
        var now = Publish(present => state <= present.State || present.IsOver ? present : next with { Results = present.Results, Notes = present.Notes });
        if (now.IsOver) _over.TrySetResult(now);
    }

    /// <summary>Does what a request asks for other than stopping within a step.</summary>
    /// <returns>False if it asks for exactly that.</returns>
    private protected virtual bool Steer(JobRequest request) => false;

    private protected JobProgress Publish(Func<JobProgress, JobProgress> change) => _feed.Publish(change, progress => progress.IsOver);

    /// <summary>Enters a file; one of the same path takes the place of the earlier.</summary>
    private protected void AddResult(JobResultKind kind, string path, long? imageId, int? step = null, int? epoch = null)
    {
        var results = Progress.Results;
        var earlier = results.FindIndex(result => result.Path == path);
        var number = earlier >= 0 ? results[earlier].Number : results.IsEmpty ? 0 : results.Max(result => result.Number) + 1;
        var result = new JobResult(number, kind, path) { ImageId = imageId, Step = step, Epoch = epoch };
        _services.Store.PutResult(Id, result);
        Publish(progress => progress with { Results = earlier >= 0 ? progress.Results.SetItem(earlier, result) : progress.Results.Add(result) });
    }

    /// <summary>Takes out a file that is gone.</summary>
    private protected void RemoveResult(string path)
    {
        if (Progress.Results.Find(result => result.Path == path) is not { } gone) return;
        _services.Store.RemoveResult(Id, gone.Number);
        Publish(progress => progress with { Results = progress.Results.Remove(gone) });
    }

    private protected void Note(string text) => Publish(progress => progress with { Notes = progress.Notes.Add(text) });

    private protected void Show(ReadOnlyMemory<byte> jpeg, int width, int height)
    {
        var preview = new JobPreview((_preview?.Number ?? 0) + 1, jpeg, width, height);
        _preview = preview;
        Publish(progress => progress with { PreviewNumber = preview.Number });
    }
}
