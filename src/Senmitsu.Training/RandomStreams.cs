using static TorchSharp.torch;

namespace Senmitsu.Training;

/// <summary>
/// Random numbers that depend on seed, purpose and position only, never on what was drawn before: a run that is stopped and continued
/// draws the same numbers.
/// </summary>
/// <param name="seed">The run's seed.</param>
public sealed class RandomStreams(long seed)
{
    /// <summary>What numbers are drawn for.</summary>
    public enum Purpose
    {
        /// <summary>Initial LoRA weights.</summary>
        Weights,

        /// <summary>Draws from the encoder's distribution.</summary>
        Latents,

        /// <summary>Noise added to latents, then the noise offset.</summary>
        Noise,

        /// <summary>Timesteps.</summary>
        Timesteps,

        /// <summary>Caption order and dropout.</summary>
        Captions,

        /// <summary>Mirroring, cropping and colours of pictures.</summary>
        Augmentation,

        /// <summary>Masks of dropout in the network that is trained.</summary>
        AdapterDropout,
    }

    /// <summary>A tensor generator on the CPU. Caller owns it.</summary>
    /// <param name="purpose">What for.</param>
    /// <param name="position">Which use: a step, a picture.</param>
    public Generator Generator(Purpose purpose, long position) => new(Mix(purpose, position), CPU);

    /// <summary>A managed generator.</summary>
    /// <inheritdoc cref="Generator"/>
    public Random Random(Purpose purpose, long position) => new((int)Mix(purpose, position));

    /// <summary>SplitMix64's finalizer (Steele et al. 2014) over the three inputs.</summary>
    private ulong Mix(Purpose purpose, long position)
    {
        var x = unchecked((ulong)seed * 0x9E3779B97F4A7C15UL + (ulong)purpose * 0xD1B54A32D192ED03UL + (ulong)position * 0x8CB92BA72F3D8DD7UL);
        x = unchecked((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL);
        x = unchecked((x ^ (x >> 27)) * 0x94D049BB133111EBUL);
        return x ^ (x >> 31);
    }
}
