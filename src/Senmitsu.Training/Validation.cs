using Senmitsu.Models;
using Senmitsu.Models.Clip;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Events;
using Senmitsu.Training.Latents;
using Senmitsu.Training.Optimizers;
using Senmitsu.Training.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Training;

/// <summary>
/// Measures the loss on the pictures that are set aside, at the same timesteps with the same noise each time, so that the numbers of a
/// run can be compared (kohya-ss/sd-scripts train_network.py). Owns the latents.
/// </summary>
internal sealed class Validation : IDisposable
{
    private static readonly long[] Timesteps = [200, 400, 600, 800];

    private readonly TrainingSettings _settings;
    private readonly TrainingPlan _plan;
    private readonly LatentCache _latents;
    private readonly BatchInputs _inputs;

    /// <summary>Encodes the pictures set aside.</summary>
    /// <param name="model">The model. Borrowed.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="settings">The run's settings.</param>
    /// <param name="plan">The plan of the pictures set aside.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="progress">Told each picture.</param>
    /// <param name="token">Tested each picture.</param>
    public Validation(StableDiffusionModel model, ClipTokenizer tokenizer, TrainingSettings settings, TrainingPlan plan, long seed, IProgress<TrainingEvent> progress, CancellationToken token)
    {
        _settings = settings;
        _plan = plan;
        var random = new RandomStreams(settings.Validation.Seed ?? seed);
        _latents = LatentCache.Encode(model, plan, random, isFrozen: true, null, progress, token);
        _inputs = new BatchInputs(model, tokenizer, settings, plan, _latents, random);
    }

    /// <summary>Whether it is due after an update.</summary>
    public bool IsDueAfterStep(int step) => _settings.Validation.EveryNSteps is { } every && step % every == 0;

    /// <summary>Whether it is due after an epoch.</summary>
    public bool IsDueAfterEpoch(int epoch) => epoch % (_settings.Validation.EveryNEpochs ?? 1) == 0;

    /// <summary>Measures.</summary>
    /// <param name="step">Computes losses. Borrowed.</param>
    /// <param name="optimizer">Gives the weights that would be saved.</param>
    /// <param name="at">Where the run stands.</param>
    /// <returns>Mean loss over batches and timesteps.</returns>
    public double Measure(TrainingStep step, IOptimizer optimizer, TrainingPosition at)
    {
        var losses = new List<double>();
        EvaluationWeights.Use(optimizer, () =>
        {
            using var _ = no_grad();
            var batches = _plan.Order.ForEpoch(1).Take(_settings.Validation.MaxSteps ?? int.MaxValue).ToList();
            for (var i = 0; i < batches.Count * Timesteps.Length; i++)
            {
                using var scope = NewDisposeScope();
                var inputs = _inputs.Draw(batches[i / Timesteps.Length], i, new CaptionProgress(at.Epoch, at.Step, at.Step), Timesteps[i % Timesteps.Length]);
                losses.Add(step.Forward(inputs).Loss.item<float>());
            }
        });
        return losses.Average();
    }

    /// <inheritdoc/>
    public void Dispose() => _latents.Dispose();
}
