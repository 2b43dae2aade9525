namespace Senmitsu.Diffusion.Schedules;

/// <summary>Chooses which noise levels a run of n steps visits (AUTOMATIC1111's "Schedule type").</summary>
public interface ISigmaSpacing
{
    /// <summary>Name in AUTOMATIC1111's API, lower case.</summary>
    string Name { get; }

    /// <summary>Label in menus and in the infotext's <c>Schedule type</c>.</summary>
    string Label { get; }

    /// <summary>The noise levels of a run.</summary>
    /// <param name="schedule">The training table of the model.</param>
    /// <param name="steps">Number of sampler steps, at least 1.</param>
    /// <param name="options">What the user changed about spacings.</param>
    /// <returns>
    /// Falling values. Nearly always <paramref name="steps"/> and a final 0; KL Optimal ends at the smallest σ instead, and DDIM has a few more
    /// values where the number of steps does not divide 1000.
    /// </returns>
    float[] Sigmas(NoiseSchedule schedule, int steps, SpacingOptions options);

    /// <summary>The noise levels of a run with no option changed.</summary>
    /// <param name="schedule">The training table of the model.</param>
    /// <param name="steps">Number of sampler steps, at least 1.</param>
    /// <returns>As the other overload.</returns>
    float[] Sigmas(NoiseSchedule schedule, int steps) => Sigmas(schedule, steps, SpacingOptions.Default);
}
