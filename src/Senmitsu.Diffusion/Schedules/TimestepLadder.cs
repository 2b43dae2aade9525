namespace Senmitsu.Diffusion.Schedules;

/// <summary>Noise levels of the samplers that A1111 runs on timesteps instead of a spacing: DDIM, PLMS, UniPC, and LCM with its own table.</summary>
public static class TimestepLadder
{
    // Luo et al. 2023: LCM was distilled on 50 of the 1000 timesteps.
    private const int LcmCount = 50;
    private const int LcmStride = NoiseSchedule.TimestepCount / LcmCount;

    /// <summary>Timesteps 1, 1+s, 1+2s … with s = 1000/n rounded down: at least n of them.</summary>
    /// <param name="steps">At least 1.</param>
    /// <returns>Rising.</returns>
    public static int[] Timesteps(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var stride = Math.Max(NoiseSchedule.TimestepCount / steps, 1);
        return [.. Enumerable.Range(0, (NoiseSchedule.TimestepCount + stride - 1) / stride).Select(i => Math.Min(i * stride + 1, NoiseSchedule.TimestepCount - 1))];
    }

    /// <summary>UniPC's noise levels: equal distances in time down to timestep 0, where ln α is linear between table entries (Lu et al. 2022a, App. D.4).</summary>
    /// <param name="schedule">The training table of the model.</param>
    /// <param name="firstTimestep">Where the run begins, 0…999.</param>
    /// <param name="steps">At least 1.</param>
    /// <returns><paramref name="steps"/> + 1 falling values.</returns>
    public static float[] UniPc(NoiseSchedule schedule, double firstTimestep, int steps)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var sigmas = new float[steps + 1];
        for (var i = 0; i <= steps; i++)
        {
            var timestep = firstTimestep * (steps - i) / steps;
            var low = Math.Min((int)timestep, NoiseSchedule.TimestepCount - 2);
            var logAlpha = double.Lerp(Math.Log(schedule.AlphasCumprod[low]), Math.Log(schedule.AlphasCumprod[low + 1]), timestep - low);
            sigmas[i] = (float)Math.Sqrt(-double.ExpM1(logAlpha) / Math.Exp(logAlpha));
        }

        return sigmas;
    }

    /// <summary>LCM's noise levels: equal distances over its 50 timesteps 19, 39 … 999, and a final 0.</summary>
    /// <param name="schedule">The training table of the model.</param>
    /// <param name="steps">At least 1.</param>
    /// <returns><paramref name="steps"/> + 1 falling values.</returns>
    public static float[] Lcm(NoiseSchedule schedule, int steps)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var sigmas = new float[steps + 1];
        for (var i = 0; i < steps; i++)
        {
            var position = (LcmCount - 1) * (1 - (double)i / Math.Max(1, steps - 1));
            var low = Math.Min((int)position, LcmCount - 2);
            sigmas[i] = (float)Math.Exp(double.Lerp(schedule.LogSigmas[LcmTimestep(low)], schedule.LogSigmas[LcmTimestep(low + 1)], position - low));
        }

        return sigmas;
    }

    /// <summary>The one of LCM's 50 timesteps whose ln σ is nearest.</summary>
    /// <param name="schedule">The training table of the model.</param>
    /// <param name="sigma">σ &gt; 0.</param>
    /// <returns>19, 39 … 999.</returns>
    public static float NearestLcmTimestep(NoiseSchedule schedule, float sigma)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var logSigma = MathF.Log(sigma);
        return LcmTimestep(Enumerable.Range(0, LcmCount).MinBy(i => Math.Abs(logSigma - schedule.LogSigmas[LcmTimestep(i)])));
    }

    private static int LcmTimestep(int index) => index * LcmStride + LcmStride - 1;
}
