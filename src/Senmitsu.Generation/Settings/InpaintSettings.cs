using System.Globalization;

namespace Senmitsu.Generation.Settings;

/// <summary>What is done with the mask of an img2img run. Without a mask only <see cref="ConditioningWeight"/> counts. Defaults are those of AUTOMATIC1111's page.</summary>
public sealed record InpaintSettings
{
    private const int MaxBlur = 512;

    /// <summary>Standard deviation of the mask's blur along rows, in pixels of the mask, 0…512. Default 4.</summary>
    public int BlurX { get; init; } = 4;

    /// <summary>The same along columns. Default 4.</summary>
    public int BlurY { get; init; } = 4;

    /// <summary>Whether the black part is repainted instead of the white. Default false.</summary>
    public bool IsInverted { get; init; }

    /// <summary>Whether masks become black and white in the latent. Soft inpainting always keeps their greys. Default true.</summary>
    public bool RoundsMask { get; init; } = true;

    /// <summary>What lies under the mask before sampling. Default original.</summary>
    public MaskedContent Content { get; init; } = MaskedContent.Original;

    /// <summary>Whether the surroundings of the mask are made at full size and put back ("only masked"). Default false, the whole picture.</summary>
    public bool OnlyMasked { get; init; }

    /// <summary>Pixels around the mask that "only masked" looks at, 0…4096. Default 32.</summary>
    public int Padding { get; init; } = 32;

    /// <summary>How much of the masked content models made for inpainting do not see, 0…1. Ignored by other models. Default 1.</summary>
    public double ConditioningWeight { get; init; } = 1;

    /// <summary>Soft inpainting, or <see langword="null"/>.</summary>
    public SoftInpaintSettings? Soft { get; init; }

    /// <summary>Whether the greys of masks are given up.</summary>
    internal bool Rounds => RoundsMask && Soft is null;

    /// <summary>Every problem with these settings; empty when they can be used.</summary>
    internal IEnumerable<SettingProblem> Validate()
    {
        if (BlurX is not (>= 0 and <= MaxBlur)) yield return Problem("mask-blur-x", BlurX, "must lie between 0 and 512", "use 4");
        if (BlurY is not (>= 0 and <= MaxBlur)) yield return Problem("mask-blur-y", BlurY, "must lie between 0 and 512", "use 4");
        if (!Enum.IsDefined(Content)) yield return Problem("inpainting-fill", (int)Content, "must be one of " + string.Join(", ", MaskedContentNames.All), "use original");
        if (Padding is not (>= 0 and <= 4096)) yield return Problem("inpaint-full-res-padding", Padding, "must lie between 0 and 4096", "use 32");
        if (ConditioningWeight is not (>= 0 and <= 1)) yield return Problem("inpainting-mask-weight", ConditioningWeight, "must lie between 0 and 1", "use 1");
        foreach (var problem in Soft?.Validate() ?? []) yield return problem;
    }

    private static SettingProblem Problem(string path, IFormattable value, string rule, string remedy) => new(path, value.ToString(null, CultureInfo.InvariantCulture), rule, remedy);
}
