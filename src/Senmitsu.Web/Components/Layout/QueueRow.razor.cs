using Microsoft.AspNetCore.Components;
using Senmitsu.Studio.Jobs;
using Senmitsu.Web.Components.Controls;
using Senmitsu.Web.Localization;

namespace Senmitsu.Web.Components.Layout;

/// <summary>A job of the queue: what it is, how far it is, and the way to end it.</summary>
public sealed partial class QueueRow : JobComponent
{
    /// <summary>The queue.</summary>
    [Inject]
    public required JobQueue Jobs { get; init; }

    private Phrase Kind => Job!.Kind switch
    {
        JobKinds.Train => Phrases.TrainingRun,
        JobKinds.Estimate => Phrases.ShowPlan,
        JobKinds.Upscale => Phrases.Extras,
        _ => Phrases.Generate,
    };

    private string Action => T(Job!.State == JobState.Queued ? Phrases.TakeOut : Job.Kind == JobKinds.Train ? Phrases.StopTraining : Phrases.Interrupt);

    private void End() => Jobs.Request(Job!.Id, Job.Kind == JobKinds.Train ? JobRequest.StopAndSave : JobRequest.Interrupt);
}
