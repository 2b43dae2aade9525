namespace Senmitsu.Diffusion.Schedules.Spacings;

/// <summary>Every (1000/n)-th entry of the table, from its noisy end (ComfyUI's "simple").</summary>
public sealed class SimpleSpacing : ISigmaSpacing
{
    /// <inheritdoc/>
    public string Name => "simple";

    /// <inheritdoc/>
    public string Label => "Simple";

    /// <inheritdoc/>
    public float[] Sigmas(NoiseSchedule schedule, int steps, SpacingOptions options)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var stride = (double)NoiseSchedule.TimestepCount / steps;
        var sigmas = new float[steps + 1];
        for (var i = 0; i < steps; i++) sigmas[i] = schedule.Sigmas[NoiseSchedule.TimestepCount - 1 - (int)(i * stride)];
        return sigmas;
    }
}
