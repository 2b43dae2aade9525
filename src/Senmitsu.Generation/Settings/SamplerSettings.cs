using System.Globalization;
using Senmitsu.Diffusion.Schedules;

namespace Senmitsu.Generation.Settings;

/// <summary>What AUTOMATIC1111's options change about samplers. Defaults change nothing.</summary>
public sealed record SamplerSettings
{
    /// <summary>η; <see langword="null"/> for the sampler's own default, 1 for ancestral and SDE samplers, 0 for DDIM.</summary>
    public double? Eta { get; init; }

    /// <summary>Churn of the whole run, 0 = none. Euler, Heun, DPM2 only.</summary>
    public double Churn { get; init; }

    /// <summary>Smallest σ at which churn acts. Default 0.</summary>
    public double ChurnFrom { get; init; }

    /// <summary>Largest σ at which churn acts, 0 = no limit.</summary>
    public double ChurnTo { get; init; }

    /// <summary>Factor of noise added while sampling. Default 1.</summary>
    public double NoiseScale { get; init; } = 1;

    /// <summary>Ends and shape of the spacing.</summary>
    public SpacingOptions Spacing { get; init; } = SpacingOptions.Default;

    /// <summary>What the model predicts; <see langword="null"/> for what the checkpoint says, noise if it says nothing.</summary>
    public PredictionType? Prediction { get; init; }

    /// <summary>Rescales the noise schedule so that its end is pure noise (Lin et al. 2024), for models trained so.</summary>
    public bool UsesZeroTerminalSnr { get; init; }

    /// <summary>Whether img2img lengthens the schedule so that exactly the asked steps run (A1111's <c>img2img_fix_steps</c>).</summary>
    public bool RunsExactSteps { get; init; }

    /// <summary>Every problem with these settings; empty when they can be used.</summary>
    internal IEnumerable<SettingProblem> Validate()
    {
        if (Eta is not (null or (>= 0 and <= 1))) yield return Problem("eta", Eta.Value, "must lie between 0 and 1", "leave it out");
        if (Churn is not (>= 0 and <= 100)) yield return Problem("s-churn", Churn, "must lie between 0 and 100", "use 0");
        if (ChurnFrom is not >= 0) yield return Problem("s-tmin", ChurnFrom, "must be 0 or more", "use 0");
        if (ChurnTo is not >= 0) yield return Problem("s-tmax", ChurnTo, "must be 0 or more", "use 0, which means no limit");
        if (NoiseScale is not (>= 0 and <= 2)) yield return Problem("s-noise", NoiseScale, "must lie between 0 and 2", "use 1");
        if (Spacing.SmallestSigma is not (null or (> 0 and < 10))) yield return Problem("schedule-min-sigma", Spacing.SmallestSigma.Value, "must lie between 0 and 10", "leave it out");
        if (Spacing.LargestSigma is not (null or (> 0 and <= 5000))) yield return Problem("schedule-max-sigma", Spacing.LargestSigma.Value, "must lie between 0 and 5000", "leave it out");
        if (Spacing.SmallestSigma >= Spacing.LargestSigma) yield return Problem("schedule-min-sigma", Spacing.SmallestSigma.Value, "must be below schedule-max-sigma", "leave one of the two out");
        if (Spacing.Rho is not (null or (> 0 and <= 50))) yield return Problem("schedule-rho", Spacing.Rho.Value, "must lie between 0 and 50", "leave it out");
    }

    private static SettingProblem Problem(string path, double value, string rule, string remedy) => new(path, value.ToString(CultureInfo.InvariantCulture), rule, remedy);
}
