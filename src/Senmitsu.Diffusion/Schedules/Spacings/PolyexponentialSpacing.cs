namespace Senmitsu.Diffusion.Schedules.Spacings;

/// <summary>A power ρ of the rest of the way, in ln σ (k-diffusion <c>get_sigmas_polyexponential</c>). With the default ρ = 1 the same as exponential.</summary>
public sealed class PolyexponentialSpacing : ISigmaSpacing
{
    private const double DefaultRho = 1;

    /// <inheritdoc/>
    public string Name => "polyexponential";

    /// <inheritdoc/>
    public string Label => "Polyexponential";

    /// <inheritdoc/>
    public float[] Sigmas(NoiseSchedule schedule, int steps, SpacingOptions options)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(options);
        double first = Math.Log(options.Largest(schedule)), last = Math.Log(options.Smallest(schedule)), rho = options.Rho ?? DefaultRho;
        return FallingSigmas.Create(steps, share => Math.Exp(Math.Pow(1 - share, rho) * (first - last) + last));
    }
}
