using Microsoft.AspNetCore.Components;
using Senmitsu.Studio.Jobs;

namespace Senmitsu.Web.Components.Controls;

/// <summary>Watches a job and draws itself anew when something happens to it, at most five times a second.</summary>
public abstract class JobComponent : StudioComponent, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private LatestViewer<JobProgress>? _viewer;
    private Job? _watched;

    /// <summary>The job; <see langword="null"/> for none.</summary>
    [Parameter]
    public Job? Job { get; set; }

    /// <summary>Told when the job is over.</summary>
    [Parameter]
    public EventCallback OnOver { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the watching.</summary>
    protected virtual void Dispose(bool isDisposing)
    {
        if (isDisposing) _viewer?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_watched, Job)) return;
        _viewer?.Dispose();
        _watched = Job;
        if (Job is { State: JobState.Queued or JobState.Running } job) _ = InvokeAsync(() => WatchAsync(job, _viewer = job.Attach()));
    }

    private async Task WatchAsync(Job job, LatestViewer<JobProgress> viewer)
    {
        await foreach (var progress in viewer)
        {
            if (!ReferenceEquals(_watched, job)) return;
            StateHasChanged();
            if (progress.IsOver) await OnOver.InvokeAsync();
            else await Task.Delay(Pause);
        }
    }
}
