using Senmitsu.Diffusion.Schedules;

namespace Senmitsu.Diffusion.Samplers;

/// <summary>Where a run begins, which noise levels it visits and how its result is read.</summary>
/// <param name="Sigmas">The noise levels of the run, falling, one more than steps.</param>
/// <param name="FullSigmas">Those of the whole schedule, from which an img2img run takes the end; the ends of the Brownian path.</param>
/// <param name="NoiseSigma">σ of the noise that is added to the starting latent.</param>
/// <param name="StartScale">Factor on the sum of both. 1, but in samplers on timesteps, which A1111 starts at unit variance.</param>
/// <param name="EndScale">Factor on the sampler's result. 1, but in samplers on timesteps, which end at a σ above 0 in units of √ᾱ.</param>
public sealed record SamplingPlan(float[] Sigmas, float[] FullSigmas, double NoiseSigma, double StartScale, double EndScale)
{
    /// <summary>A run from pure noise.</summary>
    /// <param name="choice">Sampler and spacing.</param>
    /// <param name="schedule">The training table of the model.</param>
    /// <param name="steps">At least 1.</param>
    /// <param name="options">What the user changed about spacings.</param>
    public static SamplingPlan FromNoise(SamplerChoice choice, NoiseSchedule schedule, int steps, SpacingOptions options)
    {
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(options);
        if (choice.Sampler.Ladder is SamplerLadder.Spacing or SamplerLadder.Lcm)
        {
            var sigmas = Levels(choice, schedule, steps, options);
            return new(sigmas, sigmas, sigmas[0], 1, 1);
        }

        var timesteps = TimestepLadder.Timesteps(steps);
        var levels = choice.Sampler.Ladder == SamplerLadder.UniPc
            ? TimestepLadder.UniPc(schedule, NoiseSchedule.TimestepCount - 1, timesteps.Length)
            : Reversed(schedule, timesteps);
        return new(levels, levels, NoiseSigma: 1, StartScale: 1 / RootAlpha(levels[0]), EndScale: RootAlpha(levels[^1]));
    }

    /// <summary>A run from a picture's latent.</summary>
    /// <param name="choice">Sampler and spacing.</param>
    /// <param name="schedule">The training table of the model.</param>
    /// <param name="part">Which part of the schedule is run.</param>
    /// <param name="options">What the user changed about spacings.</param>
    public static SamplingPlan FromLatent(SamplerChoice choice, NoiseSchedule schedule, ImageToImagePlan part, SpacingOptions options)
    {
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(options);
        if (part.Steps == 0) return new([0], [0], 0, 1, 1);
        if (choice.Sampler.Ladder is SamplerLadder.Spacing or SamplerLadder.Lcm)
        {
            var sigmas = Levels(choice, schedule, part.ScheduleSteps, options);
            var end = part.Sigmas(sigmas);
            return new(end, sigmas, end[0], 1, 1);
        }

        // A1111 adds noise for one timestep and first estimates at the one below it.
        var timesteps = TimestepLadder.Timesteps(part.ScheduleSteps);
        var noisy = Math.Min(part.Steps - 1, timesteps.Length - 1);
        var noiseSigma = schedule.Sigmas[timesteps[noisy]];
        if (noisy == 0) return new([noiseSigma], [noiseSigma], noiseSigma, 1, RootAlpha(noiseSigma));
        var levels = choice.Sampler.Ladder == SamplerLadder.UniPc
            ? TimestepLadder.UniPc(schedule, timesteps[noisy - 1], noisy)
            : Reversed(schedule, timesteps[..noisy]);
        return new(levels, levels, noiseSigma, RootAlpha(noiseSigma) / RootAlpha(levels[0]), RootAlpha(levels[^1]));
    }

    private static float[] Levels(SamplerChoice choice, NoiseSchedule schedule, int steps, SpacingOptions options)
    {
        if (choice.Sampler.Ladder == SamplerLadder.Lcm && choice.Spacing == SpacingCatalog.Automatic) return TimestepLadder.Lcm(schedule, steps);
        if (!choice.Sampler.DiscardsPenultimate && !options.DiscardsPenultimate) return choice.Spacing.Sigmas(schedule, steps, options);
        var longer = choice.Spacing.Sigmas(schedule, steps + 1, options);
        return [.. longer[..^2], longer[^1]];
    }

    private static float[] Reversed(NoiseSchedule schedule, int[] timesteps)
    {
        var sigmas = new float[timesteps.Length];
        for (var i = 0; i < sigmas.Length; i++) sigmas[i] = schedule.Sigmas[timesteps[^(i + 1)]];
        return sigmas;
    }

    /// <summary>√ᾱ = 1/√(1 + σ²).</summary>
    private static double RootAlpha(double sigma) => 1 / Math.Sqrt(1 + sigma * sigma);
}
