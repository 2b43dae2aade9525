using System.Globalization;
using Microsoft.AspNetCore.Components;
using Senmitsu.Studio.Jobs;
using Senmitsu.Studio.Jobs.Kinds;

namespace Senmitsu.Web.Components.Controls;

/// <summary>A training at work, or one that is over: progress, loss, and the saves to choose from, each with its sample pictures.</summary>
public sealed partial class TrainingRunView : JobComponent
{
    /// <summary>Told which save is wanted in prompts.</summary>
    [Parameter]
    public EventCallback<JobResult> OnUse { get; set; }

    /// <summary>Told that a stopped training is to go on.</summary>
    [Parameter]
    public EventCallback OnResume { get; set; }

    /// <summary>The queue.</summary>
    [Inject]
    public required JobQueue Jobs { get; init; }

    private string Facts => Job?.Progress is TrainProgress { Last: { } last } progress
        ? string.Create(CultureInfo.InvariantCulture, $"loss {last.AverageLoss:F4} · lr {(last.LearningRates.Count > 0 ? last.LearningRates[0].Rate : 0):G3}{(progress.StepsPerSecond is { } pace ? pace >= 1 ? $" · {pace:F2} it/s" : $" · {1 / pace:F2} s/it" : "")}")
        : "";

    private void Ask(JobRequest request)
    {
        if (Job is { } job) Jobs.Request(job.Id, request);
    }
}
