using Senmitsu.Diffusion.Schedules;
using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Denoisers;

/// <summary>
/// Turns a network trained on 1000 discrete timesteps into a denoiser over σ
/// (Karras et al. 2022, §5; agrees with crowsonkb/k-diffusion k_diffusion/external.py, not quantized).
/// </summary>
/// <param name="schedule">The table the model was trained with.</param>
/// <param name="prediction">What the network predicts.</param>
/// <param name="network">The network.</param>
public sealed class DiscreteDenoiser(NoiseSchedule schedule, PredictionType prediction, DenoisingNetwork network)
{
    /// <summary>The timestep the network is told for a σ; null = the fractional one of the table. LCM is told the nearest it was trained on.</summary>
    public Func<float, float>? TimestepOf { get; init; }

    /// <summary>The noise level that <see cref="GuidanceSkips"/> looks at for a σ; null = σ itself. Samplers on timesteps count in these, as in AUTOMATIC1111.</summary>
    public Func<float, float>? LevelOf { get; init; }

    /// <summary>
    /// Estimates x₀. With cIn = 1/√(σ²+1) and the fractional timestep t(σ): ε gives x − σ·ε(cIn·x, t);
    /// v gives x/(σ²+1) − v(cIn·x, t)·σ/√(σ²+1).
    /// </summary>
    /// <param name="x">[B, 4, h, w] · float32 · x₀ + σ·noise. Borrowed.</param>
    /// <param name="sigma">σ &gt; 0 of every row.</param>
    /// <param name="textEmbedding">[B, 77·k, D] · model. Borrowed.</param>
    /// <returns>[B, 4, h, w] · float32. Caller owns it.</returns>
    public Tensor Denoise(Tensor x, float sigma, Tensor textEmbedding)
    {
        ArgumentNullException.ThrowIfNull(x);
        using var scope = NewDisposeScope();
        var cIn = 1 / MathF.Sqrt(sigma * sigma + 1);
        var timesteps = full([x.shape[0]], TimestepOf?.Invoke(sigma) ?? schedule.SigmaToTimestep(sigma), dtype: ScalarType.Float32, device: x.device);
        var predicted = network(x * cIn, timesteps, textEmbedding).to(x.dtype, x.device);
        var denoised = prediction switch
        {
            PredictionType.Epsilon => x - predicted * sigma,
            PredictionType.Velocity => x * (cIn * cIn) - predicted * (sigma * cIn),
            _ => throw new InvalidOperationException($"prediction type {prediction} is unknown"),
        };
        return denoised.MoveToOuterDisposeScope();
    }
}
