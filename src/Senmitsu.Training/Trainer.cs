using Senmitsu.Diffusion.Schedules;
using Senmitsu.Models;
using Senmitsu.Models.Clip;
using Senmitsu.Models.Lora;
using Senmitsu.Training.Checkpoints;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Events;
using Senmitsu.Training.Losses;
using Senmitsu.Training.Optimizers;
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
    /// <param name="token">Tested every step. A stopped run saves what it has as a step file before it throws.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    /// <exception cref="TrainingDivergedException">Loss or gradients became NaN or infinite.</exception>
    public void Run(IProgress<TrainingEvent> progress, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(progress);
        NetworkFactory.FuseBaseWeights(model, settings.Network, progress);
        using var latents = LatentCache.Encode(model, plan, _random, settings.Dataset.CacheLatents, progress, token);
        model.ReleaseVae();
        using var network = CreateNetwork(progress);
        var groups = ParameterGroups.Create(network, model.TextEncoder, settings);
        using var optimizer = new AdamW(groups, settings.Optimizer.ToAdamW());
        using var step = new TrainingStep(model, Prediction, settings.Loss.MinSnrGamma, ClipSkip, groups.Any(group => group.Name.StartsWith(ParameterGroups.TextEncoder, StringComparison.Ordinal)));
        var writer = new LoraFileWriter(network, settings, plan, seed, baseModel, optimizer.KohyaName, model.DataType, clock);
        network.Attach();
        progress.Report(new TrainingStarted(plan, network.Modules.Count(module => module.IsTextEncoder), network.Modules.Count(module => !module.IsTextEncoder)));
        try
        {
            RunEpochs(new Loop(latents, network, step, optimizer, writer, progress), token);
        }
        finally
        {
            foreach (var group in groups) group.Dispose();
        }
    }

    private PredictionType Prediction => settings.Model.PredictsVelocity ? PredictionType.Velocity : PredictionType.Epsilon;

    private int ClipSkip => settings.Run.ClipSkip ?? 1;

    private void RunEpochs(Loop loop, CancellationToken token)
    {
        var schedule = settings.LearningRate.Schedule(plan.TotalSteps);
        var started = clock.GetTimestamp();
        for (var epoch = 1; epoch <= plan.Epochs; epoch++)
        {
            loop.Progress.Report(new EpochStarted(epoch, plan.Epochs));
            var batches = plan.Order.ForEpoch(epoch);
            for (var i = 0; i < batches.Count && loop.Step < plan.TotalSteps; i++)
            {
                if (token.IsCancellationRequested) SaveStopped(loop, epoch, token);
                var loss = Accumulate(loop, batches[i], epoch, i);
                loop.Average.Add(epoch, i, loss);
                var isLast = i == batches.Count - 1;
                if (!isLast && (i + 1) % settings.Run.GradientAccumulationSteps != 0) continue;

                var norm = Update(loop, schedule, batches[i]);
                var norms = settings.Network.ScaleWeightNorms is { } longest ? WeightNorms.Limit(loop.Network, longest) : null;
                var rates = loop.Optimizer.Groups.Select(group => (group.Name, group.LearningRate)).ToList();
                loop.Progress.Report(new StepFinished(loop.Step, plan.TotalSteps, epoch, loss, loop.Average.Mean, norm, rates, clock.GetElapsedTime(started)) { WeightNorms = norms });
                if (settings.Output.SaveEveryNSteps is { } n && LoraFileNames.IsStepSave(loop.Step, n)) Save(loop, LoraFileNames.ForStep(settings.Output, loop.Step), epoch - 1, epoch);
            }

            loop.Progress.Report(new EpochFinished(epoch, loop.Average.Mean));
            if (LoraFileNames.IsEpochSave(epoch, plan.Epochs, settings.Output))
            {
                Save(loop, LoraFileNames.ForEpoch(settings.Output, epoch), epoch, epoch);
                RemoveOld(loop, epoch);
            }
        }

        Save(loop, LoraFileNames.Final(settings.Output), plan.Epochs, plan.Epochs, isFinal: true);
    }

    /// <summary>Forward and backward pass of one batch.</summary>
    private double Accumulate(Loop loop, BatchPlan batch, int epoch, int index)
    {
        using var scope = NewDisposeScope();
        var position = (long)(epoch - 1) * plan.Order.BatchesPerEpoch + index;
        var latent = loop.Latents.Batch(batch.Images, position);
        var inputs = new StepInputs(latent, DrawNoise(latent, position), DrawTimesteps(batch.Images.Count, position), Tokenize(batch, position));
        using var masks = _random.Generator(RandomStreams.Purpose.AdapterDropout, position);
        loop.Network.Dropout?.Begin(masks);
        var loss = loop.TrainingStep.Run(inputs, settings.Run.GradientAccumulationSteps);
        loop.Network.Dropout?.End();
        return float.IsFinite(loss) ? loss : throw new TrainingDivergedException(loop.Step + 1, Pictures(batch), "loss");
    }

    /// <summary>Clips the gradients and updates the weights.</summary>
    /// <returns>Gradient norm before clipping.</returns>
    private double Update(Loop loop, LearningRateSchedule schedule, BatchPlan batch)
    {
        var groups = loop.Optimizer.Groups;
        var norm = GradientClipping.Norm(groups);
        if (!double.IsFinite(norm)) throw new TrainingDivergedException(loop.Step + 1, Pictures(batch), "gradient");
        GradientClipping.Clip(groups, norm, settings.Optimizer.MaxGradNorm);
        foreach (var group in groups) group.LearningRate = group.BaseLearningRate * schedule.Factor(loop.Step);
        loop.Optimizer.Update();
        foreach (var group in groups) group.ClearGradients();
        loop.Step++;
        return norm;
    }

    private Tensor DrawNoise(Tensor latent, long position)
    {
        using var generator = _random.Generator(RandomStreams.Purpose.Noise, position);
        var noise = randn(latent.shape, generator: generator).to(latent.device);
        if (settings.Loss.NoiseOffset is not { } offset || offset == 0) return noise;
        return NoiseOffset.Apply(noise, randn([latent.shape[0], latent.shape[1], 1, 1], generator: generator).to(latent.device), offset);
    }

    /// <summary>One uniform draw per sample in [min, max).</summary>
    private Tensor DrawTimesteps(int count, long position)
    {
        using var generator = _random.Generator(RandomStreams.Purpose.Timesteps, position);
        long least = settings.Loss.MinTimestep ?? 0, end = settings.Loss.MaxTimestep ?? NoiseSchedule.TimestepCount;
        return randint(least, end, [(long)count], ScalarType.Int64, generator: generator).to(model.Device);
    }

    private Tensor Tokenize(BatchPlan batch, long position)
    {
        var rules = settings.Dataset.ToCaptionRules();
        var random = _random.Random(RandomStreams.Purpose.Captions, position);
        var captions = batch.Images.Select(image => rules.Apply(plan.Images.Images[image].Caption, random)).ToList();
        if (settings.Dataset.MaxTokenLength is not { } length) return ToTensor([.. captions.SelectMany(caption => tokenizer.EncodePadded(caption))], [captions.Count, ClipTokenizer.ContextLength]);

        var chunks = captions.Select(caption => tokenizer.EncodeKohyaChunks(caption, length)).ToList();
        return ToTensor([.. chunks.SelectMany(chunk => chunk).SelectMany(ids => ids)], [captions.Count, chunks[0].Length, ClipTokenizer.ContextLength]);
    }

    private Tensor ToTensor(int[] ids, long[] shape) => tensor(ids, ScalarType.Int64).view(shape).to(model.Device);

    private LoraNetwork CreateNetwork(IProgress<TrainingEvent> progress)
    {
        using var generator = _random.Generator(RandomStreams.Purpose.Weights, 0);
        return NetworkFactory.Create(model, settings.Network, generator, progress);
    }

    private void Save(Loop loop, string name, int statedEpoch, int epoch, bool isFinal = false)
    {
        var path = Path.Combine(settings.Output.OutputDir, name);
        loop.Writer.Write(path, statedEpoch, loop.Step);
        loop.Progress.Report(new LoraSaved(path, epoch, loop.Step, isFinal));
    }

    private void SaveStopped(Loop loop, int epoch, CancellationToken token)
    {
        if (loop.Step > 0) Save(loop, LoraFileNames.ForStep(settings.Output, loop.Step), epoch - 1, epoch);
        token.ThrowIfCancellationRequested();
    }

    /// <summary>Keeps the saves of the last k epochs (sd-scripts deletes the one k epochs back).</summary>
    private void RemoveOld(Loop loop, int epoch)
    {
        if (settings.Output is not { SaveLastNEpochs: { } kept, SaveEveryNEpochs: { } every }) return;
        var path = Path.Combine(settings.Output.OutputDir, LoraFileNames.ForEpoch(settings.Output, epoch - every * kept));
        if (epoch - every * kept <= 0 || !File.Exists(path)) return;
        File.Delete(path);
        loop.Progress.Report(new LoraRemoved(path));
    }

    private List<string> Pictures(BatchPlan batch) => [.. batch.Images.Select(image => plan.Images.Images[image].Path)];

    /// <summary>The moving parts of a run.</summary>
    private sealed class Loop(LatentCache latents, LoraNetwork network, TrainingStep trainingStep, IOptimizer optimizer, LoraFileWriter writer, IProgress<TrainingEvent> progress)
    {
        public LatentCache Latents { get; } = latents;

        public LoraNetwork Network { get; } = network;

        public TrainingStep TrainingStep { get; } = trainingStep;

        public IOptimizer Optimizer { get; } = optimizer;

        public LoraFileWriter Writer { get; } = writer;

        public IProgress<TrainingEvent> Progress { get; } = progress;

        public LossAverage Average { get; } = new();

        /// <summary>Updates done.</summary>
        public int Step { get; set; }
    }
}
