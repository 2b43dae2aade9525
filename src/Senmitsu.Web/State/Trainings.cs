using MudBlazor;
using Senmitsu.Formats.Kohya;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio;
using Senmitsu.Studio.Datasets;
using Senmitsu.Studio.Jobs;
using Senmitsu.Studio.Training;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Settings;
using Senmitsu.Training.Settings.Kohya;
using Senmitsu.Web.Training;

namespace Senmitsu.Web.State;

/// <summary>What the training page does: plan, start and resume. Mistakes are said in a message.</summary>
/// <param name="jobs">The queue.</param>
/// <param name="model">The checkpoint in use.</param>
/// <param name="folders">Where the studio keeps things.</param>
/// <param name="check">Looks for what to mend.</param>
/// <param name="messages">Says what went wrong.</param>
public sealed class Trainings(JobQueue jobs, CurrentModel model, StudioFolders folders, CheckDataset check, ISnackbar messages)
{
    private const int SampleSeeds = 3;

    /// <summary>What is said of fields that nobody has touched.</summary>
    private static readonly IReadOnlyList<string> UsualNotes = KohyaFiles.Understand(new TrainingForm().ToConfig("", "", ""), []).Notes;

    /// <summary>Queues a training.</summary>
    /// <param name="form">The fields.</param>
    /// <param name="pictures">The pictures.</param>
    /// <param name="noModel">What to say while there is no checkpoint.</param>
    /// <returns>The job; <see langword="null"/> if it could not be queued.</returns>
    public Job? Start(TrainingForm form, PictureSet pictures, string noModel) => With(form, pictures, noModel, Job (settings) => jobs.Enqueue(settings));

    /// <summary>Says what a training would do, and has a few of its steps tried when nothing else computes.</summary>
    /// <returns>The plan; <see langword="null"/> if the training could not start.</returns>
    /// <inheritdoc cref="Start"/>
    public ShownPlan? Plan(TrainingForm form, PictureSet pictures, string noModel) => With(form, pictures, noModel, settings =>
    {
        var plan = TrainLora.Plan(settings);
        var report = check.Run(new DatasetCheckRequest(settings.Dataset, settings.Model.TokenizerDirectory, DatasetCheckRequest.UsualDistance), CancellationToken.None);
        return new ShownPlan(plan, report, TrainLora.Replaced(settings, plan), jobs.EnqueueEstimate(settings));
    });

    /// <summary>Queues the rest of a training that was stopped.</summary>
    public Job? Resume(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        try
        {
            return jobs.Resume(job.Id);
        }
        catch (UserErrorException e)
        {
            return Refuse<Job>(e.Message);
        }
    }

    /// <summary>Without prompts of its own, a run's sample pictures show what the first picture shows, with the same few seeds after every save, at the size that is trained; without captions there are none.</summary>
    private static KohyaConfig WithSamples(KohyaConfig config, PictureSet pictures)
    {
        if (config.Values["sample_prompts"].Raw is string { Length: > 0 }) return config;
        string[] sides = config.Values["max_resolution"].Raw is string text ? text.Split(',', StringSplitOptions.TrimEntries) : ["512"];
        var caption = pictures.Pictures[0].Caption;
        if (caption.Length > 0) config.Values["sample_prompts"] = KohyaValue.Of(string.Join('\n', Enumerable.Range(1, SampleSeeds).Select(seed => $"{caption} --n low quality, worst quality --w {sides[0]} --h {sides[^1]} --d {seed} --s 20")));
        config.Values["sample_every_n_epochs"] = caption.Length > 0 ? config.Values["save_every_n_epochs"] : KohyaValue.Of(0L);
        return config;
    }

    private TResult? With<TResult>(TrainingForm form, PictureSet pictures, string noModel, Func<TrainingSettings, TResult> use)
        where TResult : class
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(pictures);
        if (model.Path is not { } path) return Refuse<TResult>(noModel);
        try
        {
            var config = form.ToConfig(path, pictures.Folder, Path.Combine(folders.Trainings, pictures.Name));
            var import = KohyaFiles.Understand(WithSamples(config, pictures), []);
            foreach (var note in import.Notes.Except(UsualNotes)) messages.Add(note, Severity.Info);
            return use(import.SettingsOrThrow());
        }
        catch (Exception e) when (e is UserErrorException or InvalidSettingsException or DatasetException)
        {
            return Refuse<TResult>(e.Message);
        }
    }

    private TResult? Refuse<TResult>(string message)
        where TResult : class
    {
        messages.Add(message, Severity.Error);
        return null;
    }
}
