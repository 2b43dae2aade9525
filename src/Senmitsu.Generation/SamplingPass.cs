using Senmitsu.Diffusion.Denoisers;
using Senmitsu.Diffusion.Samplers;
using Senmitsu.Diffusion.Schedules;
using Senmitsu.Generation.Settings;
using Senmitsu.Models;
using Senmitsu.Models.Unet;
using Senmitsu.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Generation;

/// <summary>One run of a sampler over one batch: noise → start → latent. A hires fix is two of them.</summary>
/// <param name="model">The model. Borrowed.</param>
/// <param name="settings">Settings of the job.</param>
/// <param name="choice">Sampler and spacing of this pass.</param>
/// <param name="batch">0-based number of the batch.</param>
/// <param name="refiner">Ends the pass with another model; <see langword="null"/> if none does.</param>
internal sealed class SamplingPass(StableDiffusionModel model, GenerationSettings settings, SamplerChoice choice, int batch, RefinerSwitch? refiner = null)
{
    private readonly NoiseSchedule _schedule = settings.Samplers.UsesZeroTerminalSnr ? NoiseSchedule.ZeroTerminalSnr : NoiseSchedule.Generation;

    /// <summary>What keeps the unmasked part in inpainting; <see langword="null"/> for none. Borrowed.</summary>
    public LatentMask? Mask { get; init; }

    /// <summary>[1 or B, 5, h, w] · float32 · what models made for inpainting see besides; <see langword="null"/> for other models. Borrowed.</summary>
    public Tensor? Conditioning { get; init; }

    /// <summary>Told steps done and the estimate of x₀, [B, 4, h, w] · float32, borrowed; <see langword="null"/> for nobody.</summary>
    public Action<int, Tensor>? OnDenoised { get; init; }

    /// <summary>From pure noise.</summary>
    /// <param name="guide">Makes the guided denoiser of this pass, which the pass disposes.</param>
    /// <param name="onStep">Told steps done and steps in all.</param>
    /// <param name="token">Tested every step.</param>
    /// <returns>[B, 4, h, w] · float32 · scaled by 0.18215. Caller owns it.</returns>
    /// <exception cref="NonFiniteLatentException">Sampling diverged.</exception>
    public Tensor FromNoise(Func<DiscreteDenoiser, double, CfgDenoiser> guide, Action<int, int> onStep, CancellationToken token)
    {
        long[] shape = [model.Unet.Config.OutputChannels, settings.Height / GenerationSettings.SizeStep, settings.Width / GenerationSettings.SizeStep];
        return Run(SamplingPlan.FromNoise(choice, _schedule, settings.Steps, settings.Samplers.Spacing), null, shape, 1, guide, onStep, token);
    }

    /// <summary>From a latent: img2img, or the second pass of a hires fix.</summary>
    /// <param name="start">[1 or B, 4, h, w] · float32 · scaled by 0.18215. Borrowed.</param>
    /// <param name="part">Which part of the schedule.</param>
    /// <param name="noiseMultiplier">Factor of the noise added to it.</param>
    /// <param name="guide">Makes the guided denoiser of this pass, which the pass disposes.</param>
    /// <param name="onStep">Told steps done and steps in all.</param>
    /// <param name="token">Tested every step.</param>
    /// <returns>[B, 4, h, w] · float32 · scaled by 0.18215. Caller owns it.</returns>
    /// <exception cref="NonFiniteLatentException">Sampling diverged.</exception>
    public Tensor FromLatent(Tensor start, ImageToImagePlan part, double noiseMultiplier, Func<DiscreteDenoiser, double, CfgDenoiser> guide, Action<int, int> onStep, CancellationToken token) =>
        Run(SamplingPlan.FromLatent(choice, _schedule, part, settings.Samplers.Spacing), start, start.shape[1..], noiseMultiplier, guide, onStep, token);

    private Tensor Run(SamplingPlan plan, Tensor? start, long[] shape, double noiseMultiplier, Func<DiscreteDenoiser, double, CfgDenoiser> guide, Action<int, int> onStep, CancellationToken token)
    {
        using var scope = NewDisposeScope();
        var pictures = Enumerable.Range(batch * settings.BatchSize, settings.BatchSize).ToArray();
        long[] seeds = [.. pictures.Select(picture => settings.Noise.SeedOf(settings.Seed, picture))];
        using var noises = new ImageNoise(settings.Noise, seeds, [.. pictures.Select(picture => settings.Noise.VariationSeed + picture)], shape);
        var noise = noises.First().to(model.Device);
        var x = start is null
            ? noise * (plan.NoiseSigma * plan.StartScale)
            : (start + noise * (noiseMultiplier * (plan.NoiseSigma + settings.Noise.Extra))) * plan.StartScale;

        var cfgScale = settings.CfgScale * choice.Sampler.CfgFactor;
        using var guided = guide(Denoiser(model), cfgScale);
        using var refined = refiner?.Watch(guided, _schedule, (plan.Sigmas.Length - 1) * choice.Sampler.CallsPerStep, cfgScale, Denoiser);
        var inner = (IGuidedDenoiser?)refined ?? guided;
        using var masked = Mask is null ? null : new MaskedDenoiser(inner, Mask, TimestepsOf);
        var result = choice.Sampler.Sampler.Sample(masked ?? inner, x, Context(plan, seeds, noises, onStep, token)) * plan.EndScale;
        if (!result.isfinite().all().item<bool>()) throw new NonFiniteLatentException();
        return (Mask?.BlendFinal(result) ?? result).MoveToOuterDisposeScope();
    }

    /// <summary>The timestep of a σ, for samplers that count in timesteps; <see langword="null"/> for others.</summary>
    private Func<float, float>? TimestepsOf => choice.Sampler.Ladder is SamplerLadder.Timesteps or SamplerLadder.UniPc ? sigma => (float)_schedule.SigmaToTimestep(sigma) : null;

    private Tensor Predict(Unet unet, Tensor input, Tensor timesteps, Tensor textEmbedding)
    {
        if (Conditioning is null && unet.Config.IsInpainting) throw new NotSupportedException("the refiner is a model for inpainting and the checkpoint is none, so there is no picture to show it. Use an ordinary refiner.");
        if (Conditioning is null || !unet.Config.IsInpainting) return unet.Forward(input, timesteps, textEmbedding);
        using var scope = NewDisposeScope();
        var seen = cat([input, Conditioning.repeat(input.shape[0] / Conditioning.shape[0], 1, 1, 1)], 1);
        return unet.Forward(seen, timesteps, textEmbedding).MoveToOuterDisposeScope();
    }

    private DiscreteDenoiser Denoiser(StableDiffusionModel used) =>
        new(_schedule, settings.Samplers.Prediction ?? (used.PredictsVelocity ? PredictionType.Velocity : PredictionType.Epsilon), (input, timesteps, textEmbedding) => Predict(used.Unet, input, timesteps, textEmbedding))
        {
            TimestepOf = choice.Sampler.Ladder == SamplerLadder.Lcm ? sigma => TimestepLadder.NearestLcmTimestep(_schedule, sigma) : null,
            LevelOf = TimestepsOf,
        };

    private SamplingContext Context(SamplingPlan plan, long[] seeds, ImageNoise noises, Action<int, int> onStep, CancellationToken token)
    {
        var options = settings.Samplers;
        var steps = plan.Sigmas.Length - 1;
        var path = choice.Sampler.UsesPathNoise ? new BrownianPath(seeds, plan.FullSigmas.Where(sigma => sigma > 0).Min(), plan.FullSigmas[0], settings.Noise.Source) : null;
        return new SamplingContext
        {
            Sigmas = plan.Sigmas,
            Noise = noises.NextLike,
            PathNoise = path is null ? null : path.Between,
            OnStep = (step, _, _, denoised) =>
            {
                onStep(step + 1, Math.Max(steps, step + 1));
                OnDenoised?.Invoke(step + 1, denoised);
            },
            Token = token,
            Eta = options.Eta ?? (choice.Sampler.UsesDdimEta ? 0 : 1),
            NoiseScale = options.NoiseScale,
            Churn = options.Churn > 0 ? new Churn(options.Churn, options.ChurnFrom, options.ChurnTo > 0 ? options.ChurnTo : double.PositiveInfinity) : Churn.None,
            Schedule = _schedule,
        };
    }
}
