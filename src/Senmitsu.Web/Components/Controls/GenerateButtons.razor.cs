using Microsoft.AspNetCore.Components;
using Senmitsu.Studio.Jobs;

namespace Senmitsu.Web.Components.Controls;

/// <summary>Generate; while a job works also Interrupt and Skip.</summary>
public sealed partial class GenerateButtons : JobComponent
{
    /// <summary>Told that pictures are wanted.</summary>
    [Parameter]
    public EventCallback OnGenerate { get; set; }

    /// <summary>The queue.</summary>
    [Inject]
    public required JobQueue Jobs { get; init; }

    private int Waiting => Jobs.Status.Waiting.Count;

    private void OnInterrupt() => Ask(JobRequest.Interrupt);

    private void OnSkip() => Ask(JobRequest.Skip);

    private void Ask(JobRequest request)
    {
        if (Job is { } job) Jobs.Request(job.Id, request);
    }
}
