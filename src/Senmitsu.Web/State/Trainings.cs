using System.Globalization;
using MudBlazor;
using Senmitsu.Formats.Kohya;
using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio;
using Senmitsu.Studio.Datasets;
using Senmitsu.Studio.Jobs;
using Senmitsu.Studio.Training;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Settings;
using Senmitsu.Training.Settings.Kohya;
using Senmitsu.Web.Localization;
using Senmitsu.Web.Training;

namespace Senmitsu.Web.State;

/// <summary>What the training page does: plan, start and resume. Mistakes are said in a message.</summary>
/// <param name="jobs">The queue.</param>
/// <param name="model">The checkpoint in use.</param>
/// <param name="folders">Where the studio keeps things.</param>
/// <param name="check">Looks for what to mend.</param>
/// <param name="messages">Says what went wrong.</param>
public sealed class Trainings(JobQueue jobs, CurrentModel model, StudioFolders folders, CheckDataset check, PageMessages messages)
{
    private const int SampleSeeds = 3;

    /// <summary>What is said of fields that nobody has touched.</summary>
    private static readonly IReadOnlyList<string> UsualNotes = KohyaFiles.Understand(new TrainingForm().ToConfig("", "", ""), []).Notes;

    /// <summary>What the fields say.</summary>
    /// <param name="form">The fields.</param>
    /// <param name="pictures">The pictures.</param>
    /// <param name="regularization">Pictures of the same kind of thing, which is to stay as it is; <see langword="null"/> for none.</param>
    /// <param name="words">Phrases in the page's language.</param>
    /// <returns>Settings that can be used; <see langword="null"/> if there are none.</returns>
    public TrainingSettings? Understand(TrainingForm form, PictureSet pictures, PictureSet? regularization, Func<Phrase, string> words)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentNullException.ThrowIfNull(words);
        if (model.Path is not { } path) return Refuse<TrainingSettings>(words(Phrases.NoCheckpointYet));
        if (form.LeftOut is { Count: > 0 } left) messages.Add(string.Format(CultureInfo.InvariantCulture, words(Phrases.ParametersLeftOut), string.Join(' ', left)), Severity.Warning);
        try
        {
            var config = form.ToConfig(path, pictures.Folder, Path.Combine(folders.Trainings, pictures.Name), regularization?.Folder ?? "");
            var import = KohyaFiles.Understand(WithSamples(config, pictures), []);
            foreach (var note in import.Notes.Except(UsualNotes)) messages.Add(note, Severity.Info);
            return import.SettingsOrThrow();
        }
        catch (InvalidSettingsException e)
        {
            return Refuse<TrainingSettings>(e.Message);
        }
    }

    /// <summary>Queues a training.</summary>
    /// <param name="settings">Its settings.</param>
    /// <returns>The job; <see langword="null"/> if it could not be queued.</returns>
    public Job? Start(TrainingSettings settings)
    {
        try
        {
            return jobs.Enqueue(settings);
        }
        catch (UserErrorException e)
        {
            return Refuse<Job>(e.Message);
        }
    }

    /// <summary>Looks which files a training would replace.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="token">Cancelled when nobody wants to know any more.</param>
    /// <returns>The files; <see langword="null"/> if the training could not start, or nobody wants to know.</returns>
    public Task<IReadOnlyList<string>?> ReplacedAsync(TrainingSettings settings, CancellationToken token) => LookAsync(() => TrainLora.Replaced(settings, TrainLora.Plan(settings, token)), token);

    /// <summary>Says what a training would do, and has a few of its steps tried when nothing else computes.</summary>
    /// <returns>The plan; <see langword="null"/> if the training could not start, or nobody wants to know.</returns>
    /// <inheritdoc cref="ReplacedAsync"/>
    public Task<ShownPlan?> PlanAsync(TrainingSettings settings, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return LookAsync(
            () =>
            {
                var plan = TrainLora.Plan(settings, token);
                var report = check.Run(new DatasetCheckRequest(settings.Dataset, settings.Model.TokenizerDirectory, DatasetCheckRequest.UsualDistance), token);
                token.ThrowIfCancellationRequested();
                return new ShownPlan(plan, report, TrainLora.Replaced(settings, plan), jobs.EnqueueEstimate(settings));
            },
            token);
    }

    /// <summary>Ends the trial of a plan that nobody looks at any more.</summary>
    public void Forget(ShownPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        jobs.Request(plan.Estimate.Id, JobRequest.Interrupt);
    }

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

    /// <summary>Without prompts of its own, a run's sample pictures show what the first picture shows, with the same few seeds every time, at the size that is trained; without captions there are none.</summary>
    private static KohyaConfig WithSamples(KohyaConfig config, PictureSet pictures)
    {
        if (config.Values["sample_prompts"].Raw is string { Length: > 0 }) return config;
        string[] sides = config.Values["max_resolution"].Raw is string text ? text.Split(',', StringSplitOptions.TrimEntries) : ["512"];
        var caption = pictures.Pictures[0].Caption;
        if (caption.Length > 0) config.Values["sample_prompts"] = KohyaValue.Of(string.Join('\n', Enumerable.Range(1, SampleSeeds).Select(seed => $"{caption} --n low quality, worst quality --w {sides[0]} --h {sides[^1]} --d {seed} --s 20")));
        else foreach (var key in new[] { "sample_every_n_epochs", "sample_every_n_steps" }) config.Values[key] = KohyaValue.Of(0L);
        return config;
    }

    /// <summary>Pictures are decoded, which takes long for many: not on the thread that serves the page.</summary>
    private async Task<TResult?> LookAsync<TResult>(Func<TResult> look, CancellationToken token)
        where TResult : class
    {
        try
        {
            return await Task.Run(look, token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception e) when (e is UserErrorException or InvalidSettingsException or DatasetException or KohyaConfigException or ImageFileException or IOException or UnauthorizedAccessException)
        {
            return token.IsCancellationRequested ? null : Refuse<TResult>(e.Message);
        }
    }

    private TResult? Refuse<TResult>(string message)
        where TResult : class
    {
        messages.Add(message, Severity.Error);
        return null;
    }
}
