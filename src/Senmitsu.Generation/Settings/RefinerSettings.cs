using System.Globalization;

namespace Senmitsu.Generation.Settings;

/// <summary>A second checkpoint that ends what the first began (A1111's "Refiner").</summary>
public sealed record RefinerSettings
{
    /// <summary>The checkpoint: a path, a file's name, or A1111's <c>name [hash]</c>.</summary>
    public required string Checkpoint { get; init; }

    /// <summary>Share of the schedule, 0.01…1, after which it takes over. Default 0.8.</summary>
    public double SwitchAt { get; init; } = 0.8;

    /// <summary>Whether that share is one of the steps, as before A1111 1.9, and not of the 1000 timesteps. Default false.</summary>
    public bool SwitchesBySteps { get; init; }

    /// <summary>In which pass of a hires fix. Ignored without one. Default the second.</summary>
    public HiresPass Pass { get; init; } = HiresPass.Second;

    /// <summary>Every problem with these settings; empty when they can be used.</summary>
    internal IEnumerable<SettingProblem> Validate()
    {
        if (SwitchAt is not (>= 0.01 and <= 1)) yield return new SettingProblem("refiner-switch-at", SwitchAt.ToString(CultureInfo.InvariantCulture), "must lie between 0.01 and 1", "use 0.8");
    }
}
