namespace Senmitsu.Diffusion.Schedules.Spacings;

/// <summary>Equal distances in timestep, from 999 to 0 (the samplers' original spacing; k-diffusion external.py <c>get_sigmas</c>).</summary>
public sealed class UniformSpacing : ISigmaSpacing
{
    private const float LastTimestep = NoiseSchedule.TimestepCount - 1;

    /// <inheritdoc/>
    public string Name => "uniform";

    /// <inheritdoc/>
    public string Label => "Uniform";

    /// <inheritdoc/>
    public float[] Sigmas(NoiseSchedule schedule, int steps, SpacingOptions options)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return FallingSigmas.Create(steps, share => schedule.TimestepToSigma((float)(LastTimestep - LastTimestep * share)));
    }
}
