namespace Senmitsu.Diffusion.Schedules.Spacings;

/// <summary>Quantiles of a Beta(0.6, 0.6) distribution between the smallest and the largest σ (Lee et al. 2024, "Beta Sampling is All You Need").</summary>
public sealed class BetaSpacing : ISigmaSpacing
{
    /// <inheritdoc/>
    public string Name => "beta";

    /// <inheritdoc/>
    public string Label => "Beta";

    /// <inheritdoc/>
    public float[] Sigmas(NoiseSchedule schedule, int steps, SpacingOptions options)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(options);
        double largest = options.Largest(schedule), smallest = options.Smallest(schedule);
        return FallingSigmas.Create(steps, share => smallest + BetaDistribution.Quantile(1 - share, options.BetaAlpha, options.BetaBeta) * (largest - smallest));
    }
}
