using System.Globalization;
using System.Numerics;
using Senmitsu.Generation.Settings;

namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>The options of lines, under AUTOMATIC1111's names (<c>scripts/prompts_from_file.py</c>).</summary>
internal static class PromptLineOptions
{
    /// <summary>Those that name a seed, prompts, styles, a checkpoint: <see cref="PromptsFromFile"/> reads them.</summary>
    private static readonly string[] OfTheScript = ["prompt", "negative_prompt", "seed", "styles", "sd_model"];

    /// <summary>Those of A1111 that have no meaning here.</summary>
    private static readonly string[] Unsupported = ["outpath_samples", "outpath_grids", "prompt_for_display", "sampler_index", "restore_faces", "do_not_save_samples", "do_not_save_grid"];

    private static readonly Dictionary<string, Func<GenerationSettings, string, GenerationSettings>> Table = new()
    {
        ["sampler_name"] = (settings, value) => settings with { Sampler = value },
        ["steps"] = (settings, value) => settings with { Steps = Number<int>(value) },
        ["cfg_scale"] = (settings, value) => settings with { CfgScale = Number<double>(value) },
        ["width"] = (settings, value) => settings with { Width = Number<int>(value) },
        ["height"] = (settings, value) => settings with { Height = Number<int>(value) },
        ["batch_size"] = (settings, value) => settings with { BatchSize = Number<int>(value) },
        ["n_iter"] = (settings, value) => settings with { BatchCount = Number<int>(value) },
        ["subseed"] = (settings, value) => settings with { Noise = settings.Noise with { VariationSeed = Number<long>(value) } },
        ["subseed_strength"] = (settings, value) => settings with { Noise = settings.Noise with { VariationStrength = Number<double>(value) } },
        ["seed_resize_from_w"] = (settings, value) => settings with { Noise = settings.Noise with { SeedResizeFromWidth = Math.Max(0, Number<int>(value)) } },
        ["seed_resize_from_h"] = (settings, value) => settings with { Noise = settings.Noise with { SeedResizeFromHeight = Math.Max(0, Number<int>(value)) } },
        ["tiling"] = (settings, value) => settings with { IsTiling = value == "true" },
    };

    /// <summary>Names of the options that a line may have.</summary>
    public static IReadOnlyList<string> All { get; } = [.. OfTheScript, .. Table.Keys];

    /// <summary>Throws unless a line may have an option of this name.</summary>
    /// <param name="name">Without the dashes.</param>
    /// <param name="error">Makes the exception.</param>
    public static void RequireKnown(string name, Func<string, UserErrorException> error)
    {
        if (Unsupported.Contains(name)) throw error($"--{name} has no effect here. Take it out.");
        if (!All.Contains(name)) throw error($"there is no option --{name}. Known: {string.Join(", ", All)}.");
    }

    /// <summary>The settings with what a line says; its seed and prompts are not looked at.</summary>
    /// <exception cref="UserErrorException">A value is no number.</exception>
    public static GenerationSettings Apply(GenerationSettings settings, PromptLine line)
    {
        foreach (var (name, value) in line.Options)
        {
            if (!Table.TryGetValue(name, out var change)) continue;
            try
            {
                settings = change(settings, value);
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                throw line.Error($"--{name} {value}: expected a number. Correct it.");
            }
        }

        return settings;
    }

    /// <summary>The seed of a line; <see langword="null"/> if it gives none, −1 for a random one.</summary>
    /// <exception cref="UserErrorException">It is no number.</exception>
    public static long? Seed(PromptLine line)
    {
        if (line["seed"] is not { } text) return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed) ? seed : throw line.Error($"--seed {text}: expected a whole number. Correct it, or write -1 for a random one.");
    }

    private static T Number<T>(string value)
        where T : INumber<T> => T.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture);
}
