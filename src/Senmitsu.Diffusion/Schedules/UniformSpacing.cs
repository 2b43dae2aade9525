namespace Senmitsu.Diffusion.Schedules;

/// <summary>Equal distances in timestep, from 999 to 0 (the samplers' original spacing; k-diffusion external.py <c>get_sigmas</c>).</summary>
public sealed class UniformSpacing : ISigmaSpacing
{
    /// <inheritdoc/>
    public string Name => "uniform";

    /// <inheritdoc/>
    public string Label => "Uniform";

    /// <inheritdoc/>
    public float[] Sigmas(NoiseSchedule schedule, int steps)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        const float Last = NoiseSchedule.TimestepCount - 1;
        var sigmas = new float[steps + 1];
        for (var i = 0; i < steps; i++)
            sigmas[i] = schedule.TimestepToSigma(steps == 1 ? Last : Last - Last * i / (steps - 1));
        return sigmas;
    }
}
