using System.Globalization;

namespace Senmitsu.Generation.Settings;

/// <summary>Soft inpainting: half-masked parts are mixed at every step and in the picture. Defaults and ranges of AUTOMATIC1111's extension.</summary>
public sealed record SoftInpaintSettings
{
    /// <summary>Below 1 the original is kept more near the end, above 1 more at the beginning; 0…8. Default 1.</summary>
    public double ScheduleBias { get; init; } = 1;

    /// <summary>How strongly half-masked parts keep the original; 0…8. Default 0.5.</summary>
    public double PreservationStrength { get; init; } = 0.5;

    /// <summary>Against the loss of contrast that mixing brings; 1…32. Default 4.</summary>
    public double ContrastBoost { get; init; } = 4;

    /// <summary>How much the mask, not only the change, decides what of the original returns to the picture; 0…1. Default 0.</summary>
    public double MaskInfluence { get; init; }

    /// <summary>Change of the latent at which half of the original returns; 0…8. Default 0.5.</summary>
    public double DifferenceThreshold { get; init; } = 0.5;

    /// <summary>How sharp the border between both is; 0…8. Default 2.</summary>
    public double DifferenceContrast { get; init; } = 2;

    /// <summary>Every problem with these settings; empty when they can be used.</summary>
    internal IEnumerable<SettingProblem> Validate()
    {
        if (ScheduleBias is not (>= 0 and <= 8)) yield return Problem("soft-inpainting-schedule-bias", ScheduleBias, "must lie between 0 and 8", "use 1");
        if (PreservationStrength is not (>= 0 and <= 8)) yield return Problem("soft-inpainting-preservation", PreservationStrength, "must lie between 0 and 8", "use 0.5");
        if (ContrastBoost is not (>= 1 and <= 32)) yield return Problem("soft-inpainting-contrast-boost", ContrastBoost, "must lie between 1 and 32", "use 4");
        if (MaskInfluence is not (>= 0 and <= 1)) yield return Problem("soft-inpainting-mask-influence", MaskInfluence, "must lie between 0 and 1", "use 0");
        if (DifferenceThreshold is not (>= 0 and <= 8)) yield return Problem("soft-inpainting-difference-threshold", DifferenceThreshold, "must lie between 0 and 8", "use 0.5");
        if (DifferenceContrast is not (>= 0 and <= 8)) yield return Problem("soft-inpainting-difference-contrast", DifferenceContrast, "must lie between 0 and 8", "use 2");
    }

    private static SettingProblem Problem(string path, double value, string rule, string remedy) => new(path, value.ToString(CultureInfo.InvariantCulture), rule, remedy);
}
