namespace Senmitsu.Diffusion.Schedules.Spacings;

/// <summary>Equal distances in σ^(1/ρ) with ρ = 7 (Karras et al. 2022, eq. 5): more of the steps at low noise.</summary>
public sealed class KarrasSpacing : ISigmaSpacing
{
    private const double DefaultRho = 7; // Karras et al. 2022, Table 1

    /// <inheritdoc/>
    public string Name => "karras";

    /// <inheritdoc/>
    public string Label => "Karras";

    /// <inheritdoc/>
    public float[] Sigmas(NoiseSchedule schedule, int steps, SpacingOptions options)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(options);
        return Between(options.Largest(schedule), options.Smallest(schedule), steps, options.Rho ?? DefaultRho);
    }

    /// <summary>The spacing between two noise levels.</summary>
    /// <returns><paramref name="steps"/> values from <paramref name="largest"/> to <paramref name="smallest"/> and a final 0.</returns>
    internal static float[] Between(double largest, double smallest, int steps, double rho = DefaultRho)
    {
        double first = Math.Pow(largest, 1 / rho), last = Math.Pow(smallest, 1 / rho);
        return FallingSigmas.Create(steps, share => Math.Pow(first + (last - first) * share, rho));
    }
}
