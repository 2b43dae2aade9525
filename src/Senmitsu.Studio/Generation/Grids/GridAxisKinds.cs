using System.Globalization;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio.Models;

namespace Senmitsu.Studio.Generation.Grids;

/// <summary>Everything a grid can vary, under AUTOMATIC1111's names (<c>scripts/xyz_grid.py</c>).</summary>
public static class GridAxisKinds
{
    /// <summary>All of them, in menu order.</summary>
    public static IReadOnlyList<GridAxisKind> All { get; } =
    [
        Set("Seed", ["seed"], GridValueKind.Whole, (settings, value) => settings with { Seed = Long(value) }),
        Set("Steps", ["steps"], GridValueKind.Whole, (settings, value) => settings with { Steps = Whole(value) }),
        Set("CFG Scale", ["cfg", "cfg-scale"], GridValueKind.Number, (settings, value) => settings with { CfgScale = Number(value) }),
        new("Prompt S/R", ["prompt-sr", "sr", "prompt"], GridValueKind.Text, (cell, value, context) => GridPrompts.Replace(cell, value, context.Values)) { ShowsValueAlone = true },
        new("Prompt order", ["prompt-order"], GridValueKind.Text, (cell, value, context) => GridPrompts.Reorder(cell, value)) { ShowsValueAlone = true },
        Set("Sampler", ["sampler"], GridValueKind.Text, (settings, value) => settings with { Sampler = value }),
        Set("Schedule type", ["scheduler", "schedule-type", "schedule"], GridValueKind.Text, (settings, value) => settings with { ScheduleType = value }),
        new("Checkpoint name", ["checkpoint", "model"], GridValueKind.Text, (cell, value, context) => cell with { ModelPath = context.Checkpoints.Find(value) }) { ShowsValueAlone = true },
        new("VAE", ["vae"], GridValueKind.Text, (cell, value, context) => cell with { VaePath = value is VaeChoice.None or VaeChoice.Automatic ? value : context.Checkpoints.FindVae(value) }),
        new("LoRA", ["lora"], GridValueKind.Text, (cell, value, _) => GridPrompts.SwapLora(cell, value)),
        new("LoRA weight", ["lora-weight"], GridValueKind.Number, (cell, value, _) => GridPrompts.SetLoraWeight(cell, value)),
        Set("Denoising", ["denoising", "denoising-strength"], GridValueKind.Number, (settings, value) => settings with { DenoisingStrength = Number(value), Hires = settings.Hires is { } hires ? hires with { DenoisingStrength = Number(value) } : null }),
        Set("Cond. Image Mask Weight", ["mask-weight", "inpainting-mask-weight"], GridValueKind.Number, (settings, value) => settings with { Inpaint = settings.Inpaint with { ConditioningWeight = Number(value) } }),
        Set("Clip skip", ["clip-skip"], GridValueKind.Whole, (settings, value) => settings with { ClipSkip = Whole(value) }),
        Set("Size", ["size"], GridValueKind.Text, WithSize),
        Set("Token merging ratio", ["token-merging-ratio", "tome"], GridValueKind.Number, (settings, value) => settings with { TokenMerging = Number(value) }),
        Set("Token merging ratio high-res", ["token-merging-ratio-hr"], GridValueKind.Number, (settings, value) => settings with { Hires = settings.Hires is { } hires ? hires with { TokenMerging = Number(value) } : null }),
        Set("Hires upscaler", ["hr-upscaler"], GridValueKind.Text, (settings, value) => settings with { Hires = settings.Hires is { } hires ? HiresUpscalerNames.Choose(hires, value) : null }),
        Set("Refiner checkpoint", ["refiner", "refiner-checkpoint"], GridValueKind.Text, (settings, value) => settings with { Refiner = value == "None" ? null : (settings.Refiner ?? new RefinerSettings { Checkpoint = value }) with { Checkpoint = value } }),
        Set("Refiner switch at", ["refiner-switch-at"], GridValueKind.Number, (settings, value) => settings with { Refiner = settings.Refiner is { } refiner ? refiner with { SwitchAt = Number(value) } : null }),
        new("Styles", ["styles", "style"], GridValueKind.Text, (cell, value, context) => cell with { Settings = PromptStyles.Apply(cell.Settings, [.. value.Split(',').Select(name => name.Trim())], context.StylesFile) }),
        Set("Negative Guidance minimum sigma", ["ngms"], GridValueKind.Number, (settings, value) => settings with { Prompts = settings.Prompts with { MinGuidanceSigma = Number(value) } }),
    ];

    /// <summary>The axis of a name or alias, letter case and blanks ignored; <see langword="null"/> if there is none.</summary>
    public static GridAxisKind? Find(string name) =>
        All.FirstOrDefault(kind => Plain(kind.Name) == Plain(name) || kind.Aliases.Any(alias => Plain(alias) == Plain(name)));

    private static GridAxisKind Set(string name, IReadOnlyList<string> aliases, GridValueKind values, Func<GenerationSettings, string, GenerationSettings> apply) =>
        new(name, aliases, values, (cell, value, _) => cell with { Settings = apply(cell.Settings, value) });

    // "512x768"
    private static GenerationSettings WithSize(GenerationSettings settings, string value) =>
        value.Split('x', 'X') is [var width, var height] && int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var across) && int.TryParse(height, NumberStyles.None, CultureInfo.InvariantCulture, out var down)
            ? settings with { Width = across, Height = down }
            : throw new UserErrorException($"X/Y/Z plot: '{value}' is no size. Write for example 512x768, 768x512.");

    private static int Whole(string value) => (int)Math.Clamp(Long(value), int.MinValue, int.MaxValue);

    private static long Long(string value) => (long)Number(value);

    private static double Number(string value) => double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
