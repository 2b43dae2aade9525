namespace Senmitsu.Diffusion.Schedules.Spacings;

/// <summary>Equal distances in arctan σ (Sabour et al. 2024, "Align Your Steps", the optimum for normally distributed data). Ends at the smallest σ, not at 0.</summary>
public sealed class KlOptimalSpacing : ISigmaSpacing
{
    /// <inheritdoc/>
    public string Name => "kl_optimal";

    /// <inheritdoc/>
    public string Label => "KL Optimal";

    /// <inheritdoc/>
    public float[] Sigmas(NoiseSchedule schedule, int steps, SpacingOptions options)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        double first = Math.Atan(options.Largest(schedule)), last = Math.Atan(options.Smallest(schedule));
        var sigmas = new float[steps + 1];
        for (var i = 0; i <= steps; i++) sigmas[i] = (float)Math.Tan(first + (last - first) * i / steps);
        return sigmas;
    }
}
