namespace Senmitsu.Diffusion.Schedules.Spacings;

/// <summary>Equal distances in timestep between the largest and the smallest σ of the options (ComfyUI's "normal").</summary>
public sealed class NormalSpacing : ISigmaSpacing
{
    /// <inheritdoc/>
    public string Name => "normal";

    /// <inheritdoc/>
    public string Label => "Normal";

    /// <inheritdoc/>
    public float[] Sigmas(NoiseSchedule schedule, int steps, SpacingOptions options)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(options);
        double first = schedule.SigmaToTimestep((float)options.Largest(schedule)), last = schedule.SigmaToTimestep((float)options.Smallest(schedule));
        return FallingSigmas.Create(steps, share => schedule.TimestepToSigma((float)(first + (last - first) * share)));
    }
}
