using System.Globalization;
using Senmitsu.Numerics;

namespace Senmitsu.Generation.Settings;

/// <summary>Where a picture's noise comes from, beside its seed. Defaults change nothing.</summary>
public sealed record NoiseSettings
{
    /// <summary>Whose random numbers. Default those of NVIDIA cards, on every device: A1111 draws on the card unless told otherwise.</summary>
    public RandomSource Source { get; init; } = RandomSource.Nv;

    /// <summary>Seed of the second noise that is mixed in; picture k has this + k. Ignored at strength 0.</summary>
    public long VariationSeed { get; init; }

    /// <summary>0…1: how much of the second noise. Above 0, all pictures of a job have the same first seed. Default 0.</summary>
    public double VariationStrength { get; init; }

    /// <summary>Width at which the noise is drawn before it is put into the middle of the picture, 0 = off.</summary>
    public int SeedResizeFromWidth { get; init; }

    /// <summary>Height for the same, 0 = off.</summary>
    public int SeedResizeFromHeight { get; init; }

    /// <summary>Added to the seed for the noise drawn during sampling (A1111's ENSD, eta noise seed delta). Default 0.</summary>
    public long EtaSeedDelta { get; init; }

    /// <summary>Factor of the noise added to a picture in img2img (A1111's <c>initial_noise_multiplier</c>). Default 1.</summary>
    public double InitialMultiplier { get; init; } = 1;

    /// <summary>Noise added on top in img2img and hires fix (A1111's <c>img2img_extra_noise</c>), 0…1. Default 0.</summary>
    public double Extra { get; init; }

    /// <summary>Every problem with these settings; empty when they can be used.</summary>
    internal IEnumerable<SettingProblem> Validate()
    {
        if (VariationSeed < 0 && VariationStrength != 0) yield return Problem("variation-seed", VariationSeed, "must be 0 or more", "leave it out, or use -1, for a random seed");
        if (VariationStrength is not (>= 0 and <= 1)) yield return Problem("variation-strength", VariationStrength, "must lie between 0 and 1", "use 0");
        if (SeedResizeFromWidth is not (0 or (>= 64 and <= 8192))) yield return Problem("seed-resize-from-w", SeedResizeFromWidth, "must be 0 or lie between 64 and 8192", "use 0");
        if (SeedResizeFromHeight is not (0 or (>= 64 and <= 8192))) yield return Problem("seed-resize-from-h", SeedResizeFromHeight, "must be 0 or lie between 64 and 8192", "use 0");
        if (InitialMultiplier is not (>= 0 and <= 2)) yield return Problem("initial-noise-multiplier", InitialMultiplier, "must lie between 0 and 2", "use 1");
        if (Extra is not (>= 0 and <= 1)) yield return Problem("extra-noise", Extra, "must lie between 0 and 1", "use 0");
    }

    /// <summary>The first seed of picture k of the job.</summary>
    public long SeedOf(long seed, int picture) => VariationStrength == 0 ? seed + picture : seed;

    /// <summary>True if the noise is drawn at another size.</summary>
    internal bool Resizes => SeedResizeFromWidth > 0 && SeedResizeFromHeight > 0;

    private static SettingProblem Problem(string path, IFormattable value, string rule, string remedy) => new(path, value.ToString(null, CultureInfo.InvariantCulture), rule, remedy);
}
