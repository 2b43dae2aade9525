using static TorchSharp.torch;

namespace Senmitsu.Training.Losses;

/// <summary>Shifts the noise of each channel by a random constant, so that very dark and bright images can be learned (N. Guttenberg 2023, "Diffusion with Offset Noise").</summary>
public static class NoiseOffset
{
    /// <summary>ε + offset·shift.</summary>
    /// <param name="noise">[B, 4, h, w] · float32 · standard normal. Borrowed.</param>
    /// <param name="shift">[B, 4, 1, 1] · float32 · standard normal, one draw per sample and channel. Borrowed.</param>
    /// <param name="offset">Strength; usual values are 0.02…0.1.</param>
    /// <returns>[B, 4, h, w] · float32. It is the noise to add and the ε target. Caller owns it.</returns>
    public static Tensor Apply(Tensor noise, Tensor shift, double offset)
    {
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentNullException.ThrowIfNull(shift);
        using var scope = NewDisposeScope();
        return (noise + shift * (float)offset).MoveToOuterDisposeScope();
    }

    /// <summary>The same with a strength for each channel: max(0, offset + scale·|mean of the channel|).</summary>
    /// <param name="noise">[B, 4, h, w] · float32 · standard normal. Borrowed.</param>
    /// <param name="shift">[B, 4, 1, 1] · float32 · standard normal. Borrowed.</param>
    /// <param name="offset">Strength of a channel whose mean is 0.</param>
    /// <param name="latent">[B, 4, h, w] · float32 · clean. Borrowed.</param>
    /// <param name="scale">Change of the strength with the mean, any sign.</param>
    /// <returns>[B, 4, h, w] · float32. Caller owns it.</returns>
    public static Tensor ApplyAdaptive(Tensor noise, Tensor shift, double offset, Tensor latent, double scale)
    {
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentNullException.ThrowIfNull(latent);
        using var scope = NewDisposeScope();
        var strength = (latent.mean([2, 3], keepdim: true).abs() * scale + offset).clamp(min: 0); // [B, 4, 1, 1]
        return (noise + shift * strength).MoveToOuterDisposeScope();
    }
}
