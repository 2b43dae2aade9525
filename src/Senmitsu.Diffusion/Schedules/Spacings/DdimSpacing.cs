namespace Senmitsu.Diffusion.Schedules.Spacings;

/// <summary>
/// The table at timesteps 1, 1+s, 1+2s … with s = 1000/n rounded down (ComfyUI's "ddim_uniform"), so a few values more than asked for
/// where n does not divide 1000.
/// </summary>
public sealed class DdimSpacing : ISigmaSpacing
{
    /// <inheritdoc/>
    public string Name => "ddim";

    /// <inheritdoc/>
    public string Label => "DDIM";

    /// <inheritdoc/>
    public float[] Sigmas(NoiseSchedule schedule, int steps, SpacingOptions options)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var sigmas = new List<float> { 0 };
        for (var timestep = 1; timestep < NoiseSchedule.TimestepCount; timestep += Math.Max(NoiseSchedule.TimestepCount / steps, 1)) sigmas.Add(schedule.Sigmas[timestep]);
        sigmas.Reverse();
        return [.. sigmas];
    }
}
