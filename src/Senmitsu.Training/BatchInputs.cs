using Senmitsu.Diffusion.Schedules;
using Senmitsu.Models;
using Senmitsu.Models.Clip;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Latents;
using Senmitsu.Training.Losses;
using Senmitsu.Training.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Training;

/// <summary>Draws everything random of a batch: latents, noise, timesteps, captions. What is drawn depends on the position alone.</summary>
/// <param name="model">Whose device is used. Borrowed.</param>
/// <param name="tokenizer">Its tokenizer.</param>
/// <param name="settings">The run's settings.</param>
/// <param name="plan">Pictures and their order.</param>
/// <param name="latents">The pictures' latents. Borrowed.</param>
/// <param name="random">Source of the draws.</param>
internal sealed class BatchInputs(StableDiffusionModel model, ClipTokenizer tokenizer, TrainingSettings settings, TrainingPlan plan, LatentCache latents, RandomStreams random)
{
    /// <summary>The inputs of a batch.</summary>
    /// <param name="batch">Its pictures.</param>
    /// <param name="position">Which batch of the run, from 0.</param>
    /// <param name="progress">How far the run is, for captions that depend on it.</param>
    /// <param name="timestep">The timestep of every sample, 0…999; <see langword="null"/> draws one for each.</param>
    /// <returns>Tensors in the caller's scope.</returns>
    public StepInputs Draw(BatchPlan batch, long position, CaptionProgress progress, long? timestep = null)
    {
        var (latent, mask) = latents.Batch(batch.Images, position);
        var noise = DrawNoise(latent, position);
        var tokens = CaptionTokens.Encode(tokenizer, Captions(batch, position, progress), settings.Dataset.LongTokenLength, settings.Dataset.WeightedCaptions, model.TextEncoder.Config.Padding);
        var timesteps = timestep is { } fixedStep ? full([batch.Images.Count], fixedStep, ScalarType.Int64, model.Device) : DrawTimesteps(batch.Images.Count, position);
        return new StepInputs(latent, noise.Target, timesteps, tokens.Ids.to(model.Device))
        {
            AddedNoise = noise.Added,
            TokenWeights = tokens.Weights?.to(model.Device),
            SampleWeights = plan.LossWeights(batch) is { } weights ? tensor(weights).to(model.Device) : null,
            LossMask = mask,
        };
    }

    private TrainingNoise DrawNoise(Tensor latent, long position)
    {
        using var generator = random.Generator(RandomStreams.Purpose.Noise, position);
        return TrainingNoise.Draw(latent, settings.Loss, generator);
    }

    /// <summary>One uniform draw per sample in [min, max); min alone if they are equal.</summary>
    private Tensor DrawTimesteps(int count, long position)
    {
        using var generator = random.Generator(RandomStreams.Purpose.Timesteps, position);
        long least = settings.Loss.MinTimestep ?? 0, end = settings.Loss.MaxTimestep ?? NoiseSchedule.TimestepCount;
        return randint(least, Math.Max(end, least + 1), [(long)count], ScalarType.Int64, generator: generator).to(model.Device);
    }

    private List<string> Captions(BatchPlan batch, long position, CaptionProgress progress)
    {
        var draws = random.Random(RandomStreams.Purpose.Captions, position);
        return [.. batch.Images.Select(image => plan.Images[image].Caption(draws, progress))];
    }
}
