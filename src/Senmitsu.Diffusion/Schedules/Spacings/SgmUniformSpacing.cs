namespace Senmitsu.Diffusion.Schedules.Spacings;

/// <summary>Equal distances in timestep, without the smallest σ (Stability AI's generative-models): n + 1 points of which the last is left out.</summary>
public sealed class SgmUniformSpacing : ISigmaSpacing
{
    /// <inheritdoc/>
    public string Name => "sgm_uniform";

    /// <inheritdoc/>
    public string Label => "SGM Uniform";

    /// <inheritdoc/>
    public float[] Sigmas(NoiseSchedule schedule, int steps, SpacingOptions options)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        double first = schedule.SigmaToTimestep((float)options.Largest(schedule)), last = schedule.SigmaToTimestep((float)options.Smallest(schedule));
        var sigmas = new float[steps + 1];
        for (var i = 0; i < steps; i++) sigmas[i] = schedule.TimestepToSigma((float)(first + (last - first) * i / steps));
        return sigmas;
    }
}
