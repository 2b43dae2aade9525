namespace Senmitsu.Diffusion.Schedules;

/// <summary>How many steps of which schedule an img2img run does (AUTOMATIC1111's step rule).</summary>
/// <param name="ScheduleSteps">Steps of the full schedule from which the run takes the end.</param>
/// <param name="SkippedSteps">Steps left out at its noisy beginning.</param>
public readonly record struct ImageToImagePlan(int ScheduleSteps, int SkippedSteps)
{
    // A strength of 1 would skip nothing and still count one step too many; A1111 caps it here.
    private const double StrengthCap = 0.999;

    /// <summary>Steps actually run.</summary>
    public int Steps => ScheduleSteps - SkippedSteps;

    /// <summary>Plans a run.</summary>
    /// <param name="steps">The steps asked for, at least 1.</param>
    /// <param name="denoisingStrength">0…1.</param>
    /// <param name="exactSteps">
    /// False: strength shortens the run, so 20 steps at 0.5 run 11. True: the schedule is lengthened so that exactly
    /// <paramref name="steps"/> run (A1111's option "do exactly the amount of steps", and always in a hires pass).
    /// </param>
    /// <returns>The plan. Strength 0 with <paramref name="exactSteps"/> runs no step.</returns>
    public static ImageToImagePlan Create(int steps, double denoisingStrength, bool exactSteps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if (denoisingStrength is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(denoisingStrength), denoisingStrength, "denoising strength must lie between 0 and 1");

        var capped = Math.Min(denoisingStrength, StrengthCap);
        if (!exactSteps) return new(steps, steps - (int)(capped * steps) - 1);
        if (denoisingStrength == 0) return new(0, 0);
        var scheduleSteps = (int)Math.Min(steps / capped, int.MaxValue / 2);
        return new(scheduleSteps, scheduleSteps - steps);
    }

    /// <summary>The part of a full schedule that the run visits.</summary>
    /// <param name="sigmas">The values of a spacing with <see cref="ScheduleSteps"/> steps, usually one more than that.</param>
    /// <returns>What is left after the skipped steps; the first value is the noise level at which the run starts.</returns>
    public float[] Sigmas(float[] sigmas)
    {
        ArgumentNullException.ThrowIfNull(sigmas);
        return sigmas[Math.Min(SkippedSteps, Math.Max(sigmas.Length - 1, 0))..];
    }
}
