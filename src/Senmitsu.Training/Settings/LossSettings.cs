using Senmitsu.Generation.Settings;
namespace Senmitsu.Training.Settings;

/// <summary>What is learned from each step.</summary>
public sealed record LossSettings
{
    /// <summary>γ of min-SNR weighting, usually 5; null = every timestep counts the same.</summary>
    public double? MinSnrGamma { get; init; }

    /// <summary>Strength of the random shift of the noise, usually 0.02…0.1; null = none.</summary>
    public double? NoiseOffset { get; init; }

    /// <summary>First timestep drawn; null = 0.</summary>
    public int? MinTimestep { get; init; }

    /// <summary>Timesteps drawn lie below this; null = 1000.</summary>
    public int? MaxTimestep { get; init; }

    internal IEnumerable<SettingProblem> Problems()
    {
        if (MinSnrGamma is { } gamma && (!(gamma > 0) || !double.IsFinite(gamma))) yield return new("min_snr_gamma", Rules.Text(gamma), "must be greater than 0", "use 5, or leave it out");
        if (NoiseOffset is { } offset && !(offset is >= 0 and <= 1)) yield return Rules.Share("noise_offset", offset);
        if (MinTimestep is not null and not (>= 0 and < 1000)) yield return new("min_timestep", Rules.Text(MinTimestep), "must lie between 0 and 999", "leave it out for 0");
        if (MaxTimestep is not null and not (>= 1 and <= 1000)) yield return new("max_timestep", Rules.Text(MaxTimestep), "must lie between 1 and 1000", "leave it out for 1000");
        if ((MinTimestep ?? 0) >= (MaxTimestep ?? 1000)) yield return new("min_timestep", Rules.Text(MinTimestep), $"must be below max_timestep {Rules.Text(MaxTimestep)}", "lower it");
    }
}
