namespace Senmitsu.Diffusion.Schedules;

/// <summary>Equal distances in σ^(1/ρ) with ρ = 7 (Karras et al. 2022, eq. 5): more of the steps at low noise.</summary>
public sealed class KarrasSpacing : ISigmaSpacing
{
    private const double Rho = 7; // Karras et al. 2022, Table 1

    /// <inheritdoc/>
    public string Name => "karras";

    /// <inheritdoc/>
    public string Label => "Karras";

    /// <inheritdoc/>
    public float[] Sigmas(NoiseSchedule schedule, int steps)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var first = Math.Pow(schedule.LargestSigma, 1 / Rho);
        var last = Math.Pow(schedule.SmallestSigma, 1 / Rho);
        var sigmas = new float[steps + 1];
        for (var i = 0; i < steps; i++)
            sigmas[i] = (float)Math.Pow(first + (last - first) * i / Math.Max(1, steps - 1), Rho);
        return sigmas;
    }
}
