using System.Globalization;
using Microsoft.AspNetCore.Components;
using Senmitsu.Studio.Jobs;
using Senmitsu.Studio.Jobs.Kinds;
using Senmitsu.Training;
using Senmitsu.Web.State;

namespace Senmitsu.Web.Components.Controls;

/// <summary>What a training will do and cost, and what to mend before. Its job is the trial.</summary>
public sealed partial class TrainingPlanView : JobComponent
{
    private const int NamesShown = 5;

    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public required ShownPlan Plan { get; set; }

    private TrainingEstimate? Estimate => (Plan.Estimate.Progress as EstimateProgress)?.Estimate;

    private string Time => Plan.Estimate.Progress switch
    {
        EstimateProgress { Estimate: { } known } => T(Phrases.TimeOfSteps, JobProgressBar.Duration(known.Total), known.SecondsPerStep.ToString("0.00", CultureInfo.InvariantCulture)),
        { State: JobState.Queued } => T(Phrases.Waiting),
        { State: JobState.Running } => T(Phrases.TryingSteps),
        var over => Say(over.Message),
    };

    private string Memory => Estimate is { } known
        ? T(Phrases.MemoryOf, Gigabytes(known.PeakBytes), Gigabytes(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes))
        : "…";

    private IEnumerable<string> Advice
    {
        get
        {
            var report = Plan.Report;
            foreach (var group in report.Duplicates) yield return T(Phrases.SameFile, Names(group));
            foreach (var pair in report.NearDuplicates) yield return T(Phrases.LookAlike, Path.GetFileName(pair.First), Path.GetFileName(pair.Second));
            if (report.EmptyCaptions.Count > 0) yield return T(Phrases.WithoutCaption, Names(report.EmptyCaptions));
            if (report.LongCaptions is { Count: > 0 } captions) yield return T(Phrases.LongCaptions, Names([.. captions.Select(caption => caption.Path)]));
            if (report.SmallPictures.Count > 0) yield return T(Phrases.SmallPictures, Names([.. report.SmallPictures.Select(picture => picture.Path)]));
            foreach (var problem in report.Problems) yield return Say(problem.Message);
            if (Plan.Replaced.Count > 0) yield return T(Phrases.FilesReplaced, Names(Plan.Replaced));
            if (Estimate is { } known && known.PeakBytes > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) yield return T(Phrases.TooMuchMemory);
        }
    }

    private static string Gigabytes(long bytes) => (bytes / 1e9).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Names(IReadOnlyList<string> paths) =>
        string.Join(", ", paths.Take(NamesShown).Select(Path.GetFileName)) + (paths.Count > NamesShown ? $" + {paths.Count - NamesShown}" : "");
}
