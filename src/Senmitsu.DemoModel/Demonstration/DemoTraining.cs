using Senmitsu.DemoModel.Truth;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Training;
using Senmitsu.Training.Events;
using Senmitsu.Training.LearningRates;
using Senmitsu.Training.Settings;

namespace Senmitsu.DemoModel.Demonstration;

/// <summary>The demonstration's training: an ordinary run of the trainer with settings that suit the small model.</summary>
/// <param name="train">The use case.</param>
/// <param name="settings">How much is done.</param>
internal sealed class DemoTraining(TrainLora train, DemoSettings settings)
{
    /// <summary>The model's finest level has no attention, so without 3×3 convolutions the LoRA would not reach eyes and mouths.</summary>
    private const int Rank = 32, ConvolutionRank = 16;

    private const int BatchSize = 2;
    private const double UnetRate = 2.5e-3, TextEncoderRate = 2e-3;

    /// <summary>Trains.</summary>
    /// <param name="modelPath">The checkpoint.</param>
    /// <param name="imageFolder">The image folder of <see cref="DemoDataset"/>.</param>
    /// <param name="outputFolder">Where the LoRA files go.</param>
    /// <param name="progress">Told the steps.</param>
    /// <param name="token">Stops within a step.</param>
    public async Task<TrainedSaves> RunAsync(string modelPath, string imageFolder, string outputFolder, IProgress<DemoProgress> progress, CancellationToken token)
    {
        var watch = new Watch(progress);
        await train.RunAsync(Settings(modelPath, imageFolder, outputFolder), watch, token).ConfigureAwait(false);
        return new TrainedSaves(watch.Losses, watch.Saves);
    }

    private TrainingSettings Settings(string modelPath, string imageFolder, string outputFolder) => new()
    {
        Model = new ModelSettings { PretrainedModelNameOrPath = modelPath },
        Dataset = new DatasetSettings { TrainDataDir = imageFolder, Resolution = new ImageSize(PortraitProbe.Side, PortraitProbe.Side), CaptionExtension = ".txt", BatchSize = BatchSize, CacheLatents = true, ShuffleCaption = true, KeepTokens = 1 },
        Network = new NetworkSettings { Rank = Rank, Alpha = Rank, Arguments = new NetworkArguments { ConvolutionRank = ConvolutionRank, ConvolutionAlpha = ConvolutionRank } },
        LearningRate = new LearningRateSettings { LearningRate = UnetRate, UnetLr = UnetRate, TextEncoderLr = TextEncoderRate, Scheduler = LearningRateScheduler.Cosine },
        Loss = new LossSettings { MinSnrGamma = 5 },
        Run = new RunSettings { MaxTrainEpochs = settings.Epochs, Seed = settings.Seed },
        Output = new OutputSettings { OutputDir = outputFolder, OutputName = DemoPrompts.TriggerWord, SaveEveryNEpochs = settings.SaveEveryEpochs },
    };

    /// <summary>Keeps what the report shows.</summary>
    private sealed class Watch(IProgress<DemoProgress> progress) : IProgress<TrainingEvent>
    {
        public List<double> Losses { get; } = [];

        public List<TrainedSave> Saves { get; } = [];

        public void Report(TrainingEvent value)
        {
            if (value is StepFinished step)
            {
                Losses.Add(step.Loss);
                progress.Report(new DemoProgress(DemoStage.Training, step.Step, step.Steps));
            }
            else if (value is LoraSaved saved)
            {
                Saves.Add(new TrainedSave(saved.Path, saved.Epoch, saved.Step));
            }
        }
    }
}
