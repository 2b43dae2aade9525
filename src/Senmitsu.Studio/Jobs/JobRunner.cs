using Senmitsu.Studio.Models;

namespace Senmitsu.Studio.Jobs;

/// <summary>Takes jobs from the queue, one after another, and has the device thread do them.</summary>
/// <param name="queue">The queue.</param>
/// <param name="device">The thread that computes. Borrowed.</param>
/// <param name="model">The model in memory, which belongs to that thread. Borrowed.</param>
/// <param name="faults">Says why a job failed.</param>
internal sealed class JobRunner(JobQueue queue, DeviceThread device, LoadedModel model, FaultLog faults)
{
    /// <summary>Runs jobs until it is ended; the job at work then stops within a step, and goes on after the next start of the program.</summary>
    /// <param name="ending">Cancelled when the program ends.</param>
    public async Task RunAsync(CancellationToken ending)
    {
        try
        {
            while (true) await RunAsync(await queue.NextAsync(ending).ConfigureAwait(false), ending).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The end.
        }
    }

    private async Task RunAsync(Job job, CancellationToken ending)
    {
        using var registration = ending.Register(job.End);
        try
        {
            await (await device.RunAsync(() => job.PrepareAsync(job.Token)).ConfigureAwait(false)).ConfigureAwait(false);
            var message = await device.RunAsync(() => job.Run(model, job.Token)).ConfigureAwait(false);
            queue.Finish(job, JobState.Completed, message, isKept: true);
        }
        catch (OperationCanceledException) when (job.Token.IsCancellationRequested || job.Progress.Request == JobRequest.StopAfterCurrent)
        {
            var goesOn = ending.IsCancellationRequested && job.Progress.Request is null or JobRequest.Skip;
            queue.Finish(job, JobState.Stopped, goesOn ? "the program ends; after the next start this goes on" : job.DescribeStop(), isKept: !goesOn);
        }
        catch (Exception error)
        {
            await device.RunAsync(model.Free).ConfigureAwait(false); // whatever it was, the next job begins with a model as it is on disk
            queue.Finish(job, JobState.Failed, faults.Describe(job, error), isKept: true);
        }
    }
}
