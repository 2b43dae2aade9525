using Senmitsu.Training.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Training.Losses;

/// <summary>
/// The noise of one batch with everything that sd-scripts adds to it, in its order: offset, coarse layers, input perturbation
/// (library/train_util.py, get_noise_noisy_latents_and_timesteps). Owns both tensors.
/// </summary>
public sealed class TrainingNoise : IDisposable
{
    private TrainingNoise(Tensor target, Tensor? added) => (Target, Added) = (target, added);

    /// <summary>[B, 4, h, w] · float32 · what ε-prediction should find.</summary>
    public Tensor Target { get; }

    /// <summary>[B, 4, h, w] · float32 · what is added to the latents, if that differs; otherwise null.</summary>
    public Tensor? Added { get; }

    /// <summary>Draws the noise of a batch. The first draw is the plain noise, whatever the settings are.</summary>
    /// <param name="latent">[B, 4, h, w] · float32 · clean. Borrowed.</param>
    /// <param name="loss">What to add.</param>
    /// <param name="generator">Source of all draws, on the CPU. Borrowed.</param>
    public static TrainingNoise Draw(Tensor latent, LossSettings loss, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(latent);
        ArgumentNullException.ThrowIfNull(loss);
        using var scope = NewDisposeScope();
        var noise = Normal(latent.shape);
        if (loss.NoiseOffset is { } offset and > 0)
        {
            var strength = Strength(offset, loss.NoiseOffsetRandomStrength);
            var shift = Normal([latent.shape[0], latent.shape[1], 1, 1]);
            noise = loss.AdaptiveNoiseScale is { } scale ? NoiseOffset.ApplyAdaptive(noise, shift, strength, latent, scale) : NoiseOffset.Apply(noise, shift, strength);
        }

        if (loss.MultiresNoiseIterations is { } iterations) noise = MultiresNoise.Apply(noise, iterations, loss.MultiresNoiseDiscount, generator);
        var added = loss.IpNoiseGamma is { } gamma and > 0 ? noise + Normal(latent.shape) * Strength(gamma, loss.IpNoiseGammaRandomStrength) : null;
        return new(noise.DetachFromDisposeScope(), added?.DetachFromDisposeScope());

        Tensor Normal(long[] shape) => randn(shape, generator: generator).to(latent.device);
        double Strength(double most, bool isRandom) => isRandom ? most * rand([1], generator: generator).item<float>() : most;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Target.Dispose();
        Added?.Dispose();
    }
}
