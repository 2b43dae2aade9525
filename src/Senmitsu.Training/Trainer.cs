using Senmitsu.Diffusion.Schedules;
using Senmitsu.Models;
using Senmitsu.Models.Clip;
using Senmitsu.Models.Lora;
using Senmitsu.Training.Checkpoints;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Events;
using Senmitsu.Training.Latents;
using Senmitsu.Training.Losses;
using Senmitsu.Training.Optimizers;
using Senmitsu.Training.Samples;
using Senmitsu.Training.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Training;

/// <summary>Trains a LoRA on a data set: the loop of sd-scripts' train_network.py.</summary>
/// <param name="model">The base model; its weights do not change. Borrowed.</param>
/// <param name="tokenizer">Its tokenizer.</param>
/// <param name="settings">Valid settings.</param>
/// <param name="plan">What to do.</param>
/// <param name="seed">The run's seed.</param>
/// <param name="baseModel">What is known of the base model's file.</param>
/// <param name="clock">Source of times.</param>
public sealed class Trainer(StableDiffusionModel model, ClipTokenizer tokenizer, TrainingSettings settings, TrainingPlan plan, long seed, BaseModelFacts baseModel, TimeProvider clock)
{
    private readonly RandomStreams _random = new(seed);

    /// <summary>Runs the training to its end.</summary>
    /// <param name="progress">Told everything, in order.</param>
    /// <param name="token">Tested every step. A stopped run saves what it has, and its state, before it throws.</param>
    /// <param name="state">A state to continue, or <see langword="null"/> to start anew.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    /// <exception cref="TrainingDivergedException">Loss, gradients or weights became NaN or infinite.</exception>
    /// <exception cref="TrainingStateException"><paramref name="state"/> is of another kind of run, or of one that has ended.</exception>
    public void Run(IProgress<TrainingEvent> progress, CancellationToken token, SavedState? state = null)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var position = StartingPosition(state);
        NetworkFactory.FuseBaseWeights(model, settings.Network, progress);
        using var latents = LatentCache.Encode(model, plan, _random, settings.Dataset.CacheLatents, Store(), progress, token);
        using var validation = plan.Validation is { } aside ? new Validation(model, tokenizer, settings, aside, seed, progress, token) : null;
        if (!latents.NeedsEncoder) model.ReleaseVae();
        using var trained = CreateNetwork(progress);
        var (network, optimizer) = (trained.Network, trained.Optimizer);
        var average = new LossAverage();
        var start = new StateFacts(seed, 0, 1, 0, plan.Order.BatchesPerEpoch, state?.Facts.Started ?? clock.GetLocalNow(), plan.Fingerprint(), optimizer.KohyaName);
        var writer = new LoraFileWriter(network, settings, plan, seed, baseModel, optimizer.KohyaName, model.DataType, start.Started, clock);
        using var check = new SavedLoraCheck(model, network);
        var scaler = model.DataType == ScalarType.Float16 ? new GradientScaler() : null;
        var files = new RunFiles(writer, check, optimizer, scaler, average, settings, plan, start, progress, clock);
        var samples = new SampleImages(model, tokenizer, optimizer, settings, baseModel.ToIdentity(), progress, clock);
        if (state is not null)
        {
            files.Restore(state);
            scaler?.GoBackTo(position.Step);
            NoteChanges(state, start, progress);
        }

        progress.Report(new TrainingStarted(plan, network.Modules.Count(module => module.IsTextEncoder), network.Modules.Count(module => !module.IsTextEncoder)));
        RunEpochs(new Loop(new BatchInputs(model, tokenizer, settings, plan, latents, _random), validation, trained, average, files, samples, progress)
        {
            Update = new WeightUpdate(optimizer, settings.Schedule(plan.TotalSteps), settings.Optimizer.MaxGradNorm, scaler),
            Started = clock.GetTimestamp(),
            FirstStep = position.Step,
            Step = position.Step,
        }, position, token);
    }

    /// <summary>Where the run begins: where the state stands, unless the settings name an epoch or step.</summary>
    private TrainingPosition StartingPosition(SavedState? saved)
    {
        var state = saved?.Facts;
        var position = state is null ? new TrainingPosition(0, 1, 0) : new TrainingPosition(state.Step, state.Epoch, state.NextBatch);
        if (settings.State.InitialEpoch is { } epoch) position = new((epoch - 1) * plan.UpdatesPerEpoch, epoch, 0);
        if (settings.State.InitialStep is { } step) position = new(step, 1 + step / plan.UpdatesPerEpoch, step % plan.UpdatesPerEpoch * settings.Run.GradientAccumulationSteps);
        if (state is not null && state.BatchesPerEpoch != plan.Order.BatchesPerEpoch && settings.State is { InitialEpoch: null, InitialStep: null })
        {
            throw new TrainingStateException(
                $"the data set has changed: an epoch had {state.BatchesPerEpoch} batches when the state was saved and has {plan.Order.BatchesPerEpoch} now, so its place is not known. " +
                $"Restore the pictures and the batch size, or continue at the beginning of an epoch with --initial_epoch {state.Epoch}.");
        }

        // Saved after the last step, but not at the very end: the final files are still missing.
        var isUnfinished = position.Step == plan.TotalSteps && saved is not null && Path.GetFileName(saved.Folder) != LoraFileNames.State(LoraFileNames.Final(settings.Output));
        if (position.Step >= plan.TotalSteps && !isUnfinished)
            throw new TrainingStateException($"nothing is left to do: {position.Step} of {plan.TotalSteps} steps are done. Raise --max_train_epochs or --max_train_steps to train longer.");
        return position;
    }

    private static void NoteChanges(SavedState state, StateFacts start, IProgress<TrainingEvent> progress)
    {
        progress.Report(new Noted($"continues {state.Folder} after step {state.Facts.Step}"));
        if (state.Facts.DataFingerprint != start.DataFingerprint) progress.Report(new Noted("pictures or captions have changed since the state was saved; from here on the new ones are used"));
    }

    private void RunEpochs(Loop loop, TrainingPosition start, CancellationToken token)
    {
        var end = start;
        if (start.Step == 0) loop.Samples.AtFirst(token);
        for (var epoch = start.Epoch; epoch <= plan.Epochs; epoch++)
        {
            loop.Progress.Report(new EpochStarted(epoch, plan.Epochs));
            var batches = plan.Order.ForEpoch(epoch);
            var i = epoch == start.Epoch ? start.NextBatch : 0;
            for (; i < batches.Count && loop.Step < plan.TotalSteps; i++)
            {
                var updateStart = new TrainingPosition(loop.Step, epoch, i - i % settings.Run.GradientAccumulationSteps);
                if (updateStart.NextBatch == i && token.IsCancellationRequested)
                {
                    loop.Files.AtStop(updateStart);
                    token.ThrowIfCancellationRequested();
                }

                try
                {
                    RunBatch(loop, batches, epoch, i, token);
                }
                catch (TrainingDivergedException)
                {
                    loop.Files.AtDivergence(updateStart);
                    throw;
                }
            }

            end = i < batches.Count ? new(loop.Step, epoch, i) : new(loop.Step, epoch + 1, 0); // the last epoch may end early
            loop.Progress.Report(new EpochFinished(epoch, loop.Average.Mean));
            loop.Files.AfterEpoch(epoch, new(loop.Step, epoch + 1, 0));
            loop.Samples.AfterEpoch(epoch, loop.Step, token);
            if (loop.Validation?.IsDueAfterEpoch(epoch) == true) Validate(loop, new(loop.Step, epoch, 0), epoch);
        }

        loop.Files.AtEnd(end);
    }

    /// <summary>One batch and, at the end of an accumulation or of the epoch, the update and what is due after it.</summary>
    private void RunBatch(Loop loop, IReadOnlyList<BatchPlan> batches, int epoch, int index, CancellationToken token)
    {
        var loss = Accumulate(loop, batches[index], epoch, index);
        loop.Average.Add(epoch, index, loss);
        loop.LossesOfUpdate.Add(loss);
        if (index < batches.Count - 1 && (index + 1) % settings.Run.GradientAccumulationSteps != 0) return;

        var norm = loop.Update.Run(loop.Step, Pictures(batches[index]));
        loop.Step++;
        if (norm is null) loop.Progress.Report(new Noted($"step {loop.Step}: gradients are too large for float16; their update is left out, and the scale of the loss lowered to {loop.Update.LossScale}"));
        var norms = settings.Network.ScaleWeightNorms is { } longest ? WeightNorms.Limit(loop.Network, longest) : null;
        // sd-scripts moves the schedule on before it logs: these are the rates of the next update.
        var rates = loop.Optimizer.Groups.Select(group => (group.Name, loop.Update.Rate(group, loop.Step))).ToList();
        var mean = loop.LossesOfUpdate.Average();
        loop.LossesOfUpdate.Clear();
        loop.Progress.Report(new StepFinished(loop.Step, plan.TotalSteps, loop.Step - loop.FirstStep, epoch, mean, loop.Average.Mean, norm ?? 0, rates, clock.GetElapsedTime(loop.Started))
        {
            EstimatedStepSize = loop.Optimizer.EstimatedStepSize,
            WeightNorms = norms,
        });
        var next = new TrainingPosition(loop.Step, epoch, index + 1);
        loop.Files.AfterStep(next);
        loop.Samples.AfterStep(loop.Step, token);
        if (loop.Validation?.IsDueAfterStep(loop.Step) == true) Validate(loop, next, null);
    }

    private static void Validate(Loop loop, TrainingPosition at, int? epoch)
    {
        var average = loop.Validation!.Measure(loop.TrainingStep, loop.Optimizer, at);
        loop.Progress.Report(new ValidationFinished(at.Step, epoch, average, average - loop.Average.Mean));
    }

    /// <summary>Forward and backward pass of one batch.</summary>
    /// <returns>The loss; where it is not finite and the update will be left out for it, the average so far.</returns>
    private double Accumulate(Loop loop, BatchPlan batch, int epoch, int index)
    {
        using var scope = NewDisposeScope();
        var position = (long)(epoch - 1) * plan.Order.BatchesPerEpoch + index;
        var inputs = loop.Inputs.Draw(batch, position, new CaptionProgress(epoch, loop.Step, plan.TotalSteps));
        using var masks = _random.Generator(RandomStreams.Purpose.AdapterDropout, position);
        loop.Network.Dropout?.Begin(masks);
        var loss = loop.TrainingStep.Run(inputs, settings.Run.GradientAccumulationSteps, loop.Update.LossScale);
        loop.Network.Dropout?.End();
        if (float.IsFinite(loss)) return loss;
        return loop.Update.MaySkip ? loop.Average.Mean : throw new TrainingDivergedException(loop.Step + 1, Pictures(batch), "loss");
    }

    /// <summary>Where latents are kept between runs; null when they are not.</summary>
    private LatentStore? Store() => settings.Dataset.CacheLatentsToDisk ? new LatentStore($"{baseModel.AutoencoderHash} {model.DataType}", model.Device) : null;

    private TrainedNetwork CreateNetwork(IProgress<TrainingEvent> progress)
    {
        using var generator = _random.Generator(RandomStreams.Purpose.Weights, 0);
        return new TrainedNetwork(model, settings, generator, progress);
    }

    private List<string> Pictures(BatchPlan batch) => [.. batch.Images.Select(image => plan.Images[image].Image.Path)];

    /// <summary>The moving parts of a run.</summary>
    private sealed class Loop(BatchInputs inputs, Validation? validation, TrainedNetwork trained, LossAverage average, RunFiles files, SampleImages samples, IProgress<TrainingEvent> progress)
    {
        public BatchInputs Inputs { get; } = inputs;

        public Validation? Validation { get; } = validation;

        public LoraNetwork Network { get; } = trained.Network;

        public TrainingStep TrainingStep { get; } = trained.Step;

        public IOptimizer Optimizer { get; } = trained.Optimizer;

        public LossAverage Average { get; } = average;

        public RunFiles Files { get; } = files;

        public SampleImages Samples { get; } = samples;

        /// <summary>Losses of the batches since the last update.</summary>
        public List<double> LossesOfUpdate { get; } = [];

        public IProgress<TrainingEvent> Progress { get; } = progress;

        public required WeightUpdate Update { get; init; }

        /// <summary>When the first step of this session began.</summary>
        public required long Started { get; init; }

        /// <summary>Updates done before this session.</summary>
        public required int FirstStep { get; init; }

        /// <summary>Updates done.</summary>
        public required int Step { get; set; }
    }
}
