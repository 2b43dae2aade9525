using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Denoisers;

/// <summary>How soft inpainting mixes the original with what was estimated at every step (A1111's built-in extension "Soft Inpainting").</summary>
/// <param name="ScheduleBias">Below 1 the original is kept more near the end, above 1 more at the beginning. 0…8.</param>
/// <param name="PreservationStrength">How strongly half-masked parts keep the original. 0…8.</param>
/// <param name="ContrastBoost">Exponent under which the lengths of the latent vectors are averaged. 1…32.</param>
public sealed record SoftBlend(double ScheduleBias, double PreservationStrength, double ContrastBoost)
{
    private const double SmallestLength = 0.00001;

    /// <summary>Mixes two latents: their vectors linearly, then stretched so that the lengths are a power mean of both lengths.</summary>
    /// <param name="original">[B, C, h, w] · float32. Borrowed.</param>
    /// <param name="current">[B, C, h, w] · float32. Borrowed.</param>
    /// <param name="repaint">[1, 1, h, w] · float32 · 0 keeps the original, 1 takes the current. Borrowed.</param>
    /// <param name="level">σ of the step; on timestep samplers the timestep.</param>
    /// <returns>[B, C, h, w] · float32. Caller owns it.</returns>
    public Tensor Mix(Tensor original, Tensor current, Tensor repaint, double level)
    {
        using var scope = NewDisposeScope();
        var share = repaint.pow(Math.Pow(level, ScheduleBias) * PreservationStrength);
        var mixed = original * (1 - share) + current * share;
        var length = Length(mixed) + SmallestLength;
        var wanted = (Length(original).pow(ContrastBoost) * (1 - share) + Length(current).pow(ContrastBoost) * share).pow(1 / ContrastBoost);
        return (mixed * (wanted / length).to(mixed.dtype)).MoveToOuterDisposeScope();
    }

    // float64, as large exponents need it.
    private static Tensor Length(Tensor latent) => latent.square().sum(1, keepdim: true).sqrt().to(ScalarType.Float64);
}
