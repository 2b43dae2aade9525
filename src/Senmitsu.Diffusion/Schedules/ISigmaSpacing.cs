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
    /// <returns><paramref name="steps"/> falling values and a final 0.</returns>
    float[] Sigmas(NoiseSchedule schedule, int steps);
}
