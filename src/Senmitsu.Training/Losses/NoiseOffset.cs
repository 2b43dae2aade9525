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
}
