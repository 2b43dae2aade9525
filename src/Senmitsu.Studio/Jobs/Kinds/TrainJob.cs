using Senmitsu.Studio.Models;
using Senmitsu.Studio.Training;
using Senmitsu.Training;
using Senmitsu.Training.Checkpoints;
using Senmitsu.Training.Events;
using Senmitsu.Training.Settings;

namespace Senmitsu.Studio.Jobs.Kinds;

/// <summary>Training of a LoRA. If it has saved a state, it goes on from there: after a pause, and after the end of the program at any instant.</summary>
public sealed class TrainJob : Job
{
    private const int Version = 1;

    private readonly JobServices _services;
    private PreparedTraining? _prepared;

    private TrainJob(StoredJob stored, JobServices services, TrainingSettings request)
        : base(stored, stored.Fill(new TrainProgress()), services)
    {
        (_services, Request, Losses) = (services, request, new LossCurve(services.Store.Losses(stored.Id)));
        var last = Losses.From(Math.Max(0, Losses.Count - 1));
        Publish(progress => (TrainProgress)progress with { Step = last.Count > 0 ? last[0].Step : 0, Epoch = last.Count > 0 ? last[0].Epoch : 0, SavedStep = States.FirstOrDefault()?.Step });
    }

    /// <inheritdoc/>
    public override string Kind => JobKinds.Train;

    /// <summary>The settings as they were queued.</summary>
    public TrainingSettings Request { get; }

    /// <summary>The losses for the chart.</summary>
    public LossCurve Losses { get; }

    /// <inheritdoc/>
    public override bool Supports(JobRequest request) => request is JobRequest.Interrupt or JobRequest.StopAndSave or JobRequest.Pause;

    /// <inheritdoc/>
    internal override bool CanContinue => true;

    /// <summary>A new job for the store.</summary>
    /// <param name="settings">Valid settings.</param>
    /// <param name="now">When it is queued.</param>
    internal static StoredJob Write(TrainingSettings settings, DateTimeOffset now) =>
        new(0, JobKinds.Train, Path.GetFileNameWithoutExtension(LoraFileNames.Final(settings.Output)), TrainingJson.Write(settings), Version, JobState.Queued, now);

    /// <summary>The job of what is stored.</summary>
    internal static TrainJob Read(StoredJob stored, JobServices services)
    {
        JobKinds.RequireVersion(stored, Version);
        return new(stored, services, TrainingJson.Read(stored.Settings));
    }

    /// <inheritdoc/>
    internal override async Task PrepareAsync(CancellationToken token)
    {
        if (FinalSave is not null) return; // the program ended when all was trained and saved: nothing is done again
        _prepared = await _services.Studio.TrainLora.PrepareAsync(Continued(), new Events(this), token).ConfigureAwait(false);
        var done = _prepared.State?.Facts.Step ?? 0;
        foreach (var later in Progress.Results.Where(result => result.Kind == JobResultKind.Sample && result.Step > done)) RemoveResult(later.Path); // they are made again, under other names
        Publish(progress => (TrainProgress)progress with { Steps = _prepared.Plan.TotalSteps, Epochs = _prepared.Plan.Epochs, Step = done });
    }

    /// <inheritdoc/>
    internal override string Run(LoadedModel model, CancellationToken token)
    {
        if (Interlocked.Exchange(ref _prepared, null) is not { } prepared) return $"steps: {FinalSave!.Step}";
        model.Free(); // its memory is needed; a training changes its own copy's layers besides
        try
        {
            _services.Studio.TrainLora.Run(prepared, new Events(this), token);
        }
        finally
        {
            _services.Store.KeepLosses(Id, Losses.TakeUnkept());
        }

        foreach (var state in States.Where(state => !Directory.Exists(state.Path))) RemoveResult(state.Path); // the one for interruptions is gone
        return $"steps: {((TrainProgress)Progress).Step}";
    }

    /// <inheritdoc/>
    internal override string DescribeStop()
    {
        var progress = (TrainProgress)Progress;
        return progress.SavedStep is { } saved
            ? $"stopped after step {progress.Step} of {progress.Steps}; the state after step {saved} is kept, and resuming goes on from there"
            : "stopped before the first step; resuming starts anew";
    }

    /// <summary>States from which it can go on, the newest first.</summary>
    private IEnumerable<JobResult> States => Progress.Results.Where(result => result.Kind == JobResultKind.State).OrderByDescending(result => result.Step);

    /// <summary>The LoRA of the last step; <see langword="null"/> until it is there.</summary>
    private JobResult? FinalSave
    {
        get
        {
            var path = Path.Combine(Request.Output.OutputDir, LoraFileNames.Final(Request.Output));
            return Progress.Results.FirstOrDefault(result => result.Kind == JobResultKind.Lora && result.Path == path && File.Exists(path));
        }
    }

    /// <summary>The settings, going on from the newest state that is whole.</summary>
    private TrainingSettings Continued()
    {
        foreach (var state in States)
        {
            try
            {
                SavedState.Open(state.Path);
                return Request with { State = Request.State with { Resume = state.Path, InitialEpoch = null, InitialStep = null } };
            }
            catch (TrainingStateException e)
            {
                Note(e.Message);
            }
        }

        return Request;
    }

    private void On(TrainingEvent value)
    {
        switch (value)
        {
            case Noted noted:
                Note(noted.Text);
                break;
            case ModelLoaded loaded:
                Publish(progress => progress with { Message = $"{loaded.DataType} on {loaded.Device}" });
                break;
            case LatentsEncoded latents:
                Publish(progress => (TrainProgress)progress with { Encoded = latents.Done, ToEncode = latents.Total });
                break;
            case EpochStarted epoch:
                Publish(progress => (TrainProgress)progress with { Epoch = epoch.Epoch, Epochs = epoch.Epochs });
                break;
            case StepFinished step:
                Losses.Add(new(step.Step, step.Epoch, step.Loss, step.AverageLoss, step.LearningRates.Count > 0 ? step.LearningRates[0].Rate : 0));
                Publish(progress => After((TrainProgress)progress, step));
                break;
            case ValidationFinished validation:
                Publish(progress => (TrainProgress)progress with { Validations = ((TrainProgress)progress).Validations.Add(validation) });
                break;
            case LoraSaved saved:
                AddResult(JobResultKind.Lora, saved.Path, null, saved.Step, saved.Epoch);
                break;
            case SampleSaved sample:
                AddResult(JobResultKind.Sample, sample.Path, null, sample.Step, ((TrainProgress)Progress).Epoch);
                break;
            case StateSaved state:
                AddResult(JobResultKind.State, state.Folder, null, state.Step);
                _services.Store.KeepLosses(Id, Losses.TakeUnkept());
                Publish(progress => (TrainProgress)progress with { SavedStep = state.Step });
                break;
            case LoraRemoved removed:
                RemoveResult(removed.Path);
                break;
        }
    }

    private static TrainProgress After(TrainProgress progress, StepFinished step)
    {
        var pace = step.StepsOfSession / step.Elapsed.TotalSeconds;
        return progress with
        {
            Step = step.Step,
            Steps = step.Steps,
            Epoch = step.Epoch,
            Last = step,
            Share = (double)step.Step / step.Steps,
            StepsPerSecond = double.IsFinite(pace) ? pace : null,
            Remaining = step.Elapsed * ((double)(step.Steps - step.Step) / step.StepsOfSession),
        };
    }

    private sealed class Events(TrainJob job) : IProgress<TrainingEvent>
    {
        public void Report(TrainingEvent value) => job.On(value);
    }
}
