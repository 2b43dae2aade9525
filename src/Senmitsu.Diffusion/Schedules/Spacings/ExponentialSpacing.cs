namespace Senmitsu.Diffusion.Schedules.Spacings;

/// <summary>Equal distances in ln σ (k-diffusion <c>get_sigmas_exponential</c>).</summary>
public sealed class ExponentialSpacing : ISigmaSpacing
{
    /// <inheritdoc/>
    public string Name => "exponential";

    /// <inheritdoc/>
    public string Label => "Exponential";

    /// <inheritdoc/>
    public float[] Sigmas(NoiseSchedule schedule, int steps, SpacingOptions options)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(options);
        double first = Math.Log(options.Largest(schedule)), last = Math.Log(options.Smallest(schedule));
        return FallingSigmas.Create(steps, share => Math.Exp(first + (last - first) * share));
    }
}
