using System.Globalization;
using Senmitsu.Training.Events;
using Senmitsu.Training.Optimizers;
using Senmitsu.Training.Settings;
using TorchSharp.Modules;
using static TorchSharp.torch.utils.tensorboard;

namespace Senmitsu.Training.Logs;

/// <summary>Writes a run's curves for TensorBoard under sd-scripts' tags.</summary>
public sealed class TensorBoardLog
{
    private const string UsualTracker = "network_train";

    private readonly SummaryWriter _writer;

    private TensorBoardLog(string folder) => _writer = SummaryWriter(folder);

    /// <summary>Opens the log of a run, or <see langword="null"/> without a log folder, or where only Weights &amp; Biases is to be written.</summary>
    /// <param name="output">Where to log.</param>
    /// <param name="started">Part of the folder's name: <c>LOGDIR/PREFIXyyyyMMddHHmmss/TRACKER</c>.</param>
    public static TensorBoardLog? Open(OutputSettings output, DateTimeOffset started)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (string.IsNullOrEmpty(output.LoggingDir) || output.LogWith == OutputSettings.Wandb) return null;
        var run = output.LogPrefix + started.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        var folder = Path.Combine(output.LoggingDir, run, output.LogTrackerName ?? UsualTracker);
        Directory.CreateDirectory(folder);
        return new TensorBoardLog(folder);
    }

    /// <summary>Writes what an event carries.</summary>
    public void Write(TrainingEvent happened)
    {
        switch (happened)
        {
            case StepFinished step:
                Scalar("loss/current", step.Loss, step.Step);
                Scalar("loss/average", step.AverageLoss, step.Step);
                for (var i = 0; i < step.LearningRates.Count; i++)
                {
                    var (group, rate) = step.LearningRates[i];
                    Scalar($"lr/{group}", rate, step.Step);
                    if (!ParameterGroups.IsTextEncoder(group)) Scalar($"lr/group{i}", rate, step.Step);
                    if (step.EstimatedStepSize is { } size) Scalar($"lr/d*lr/{group}", size * rate, step.Step);
                }

                if (step.WeightNorms is { } norms)
                {
                    Scalar("max_norm/keys_scaled", norms.KeysScaled, step.Step);
                    Scalar("max_norm/max_key_norm", norms.Max, step.Step);
                    Scalar("norm/avg_key_norm", norms.Mean, step.Step);
                }

                break;
            case ValidationFinished validation:
                var (kind, at) = validation.Epoch is { } done ? ("epoch", done) : ("step", validation.Step);
                Scalar($"loss/validation/{kind}_average", validation.Average, at);
                Scalar($"loss/validation/{kind}_divergence", validation.Divergence, at);
                break;
            case EpochFinished epoch:
                Scalar("loss/epoch_average", epoch.AverageLoss, epoch.Epoch);
                break;
        }
    }

    private void Scalar(string tag, double value, int step) => _writer.add_scalar(tag, (float)value, step);
}
