using Microsoft.AspNetCore.Components;
using Senmitsu.Studio.Jobs;
using Senmitsu.Web.State;

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

    /// <summary>Asks the generation at work.</summary>
    [Inject]
    public required Generations Generations { get; init; }

    private int Waiting => Jobs.Status.Waiting.Count;

    private void OnInterrupt() => Generations.Ask(Job, JobRequest.Interrupt);

    private void OnSkip() => Generations.Ask(Job, JobRequest.Skip);
}
