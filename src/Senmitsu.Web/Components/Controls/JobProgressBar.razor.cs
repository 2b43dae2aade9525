using System.Globalization;
using Senmitsu.Studio.Jobs;
using Senmitsu.Studio.Jobs.Kinds;

namespace Senmitsu.Web.Components.Controls;

/// <summary>How far a job is: a bar, a percentage, and the time it will still take.</summary>
public sealed partial class JobProgressBar : JobComponent
{
    private string Words(Job job) => job.State switch
    {
        JobState.Queued => T(Phrases.Waiting),
        JobState.Running => Running(job.Progress),
        JobState.Failed => Say(job.Progress.Message),
        JobState.Stopped => Say(job.Progress.Message),
        _ => job.Progress is { Started: { } started, Ended: { } ended } ? T(Phrases.TimeTaken, Duration(ended - started)) : "",
    };

    private string Running(JobProgress progress)
    {
        var share = progress.Share.ToString("P0", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal);
        var where = progress switch
        {
            GenerateProgress { Steps: > 0 } generate => $"{generate.Step}/{generate.Steps}{(generate.Pictures > 1 ? $" · {generate.Done}/{generate.Pictures}" : "")}",
            TrainProgress { Last: null, ToEncode: > 0 } train => T(Phrases.EncodingPictures, train.Encoded, train.ToEncode),
            TrainProgress { Steps: > 0 } train => T(Phrases.TrainingSteps, train.Step, train.Steps, train.Epoch, train.Epochs),
            UpscaleProgress { Pictures: > 0 } upscale => $"{upscale.Done}/{upscale.Pictures}",
            EstimateProgress => T(Phrases.TryingSteps),
            _ => T(Phrases.Preparing),
        };
        var left = progress.Remaining is { } remaining ? $" · ETA: {Duration(remaining)}" : "";
        return progress.Request is JobRequest.Interrupt or JobRequest.StopAfterCurrent or JobRequest.StopAndSave or JobRequest.Pause ? T(Phrases.Interrupting) : $"{share} · {where}{left}";
    }

    /// <summary>A duration in the shortest words: 9 s, 4:07, 2:15:00.</summary>
    internal static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:D2}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}"),
    };
}
