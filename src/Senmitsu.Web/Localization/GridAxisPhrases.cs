using Senmitsu.Studio.Generation.Grids;

namespace Senmitsu.Web.Localization;

/// <summary>What the axes of a grid are called.</summary>
public static class GridAxisPhrases
{
    private static readonly Dictionary<string, Phrase> Names = new()
    {
        ["Seed"] = Phrases.Seed,
        ["Steps"] = Phrases.AxisSteps,
        ["CFG Scale"] = Phrases.CfgScale,
        ["Prompt S/R"] = Phrases.AxisPromptReplace,
        ["Prompt order"] = Phrases.AxisPromptOrder,
        ["Sampler"] = Phrases.AxisSampler,
        ["Schedule type"] = Phrases.ScheduleType,
        ["Checkpoint name"] = Phrases.AxisCheckpoint,
        ["VAE"] = Phrases.AxisVae,
        ["LoRA"] = Phrases.AxisLora,
        ["LoRA weight"] = Phrases.AxisLoraWeight,
        ["Denoising"] = Phrases.AxisDenoising,
        ["Cond. Image Mask Weight"] = Phrases.AxisMaskWeight,
        ["Clip skip"] = Phrases.AxisClipSkip,
        ["Size"] = Phrases.AxisSize,
        ["Token merging ratio"] = Phrases.AxisTokenMerging,
        ["Token merging ratio high-res"] = Phrases.AxisTokenMergingHires,
        ["Hires upscaler"] = Phrases.AxisHiresUpscaler,
        ["Refiner checkpoint"] = Phrases.AxisRefiner,
        ["Refiner switch at"] = Phrases.AxisRefinerSwitch,
        ["Styles"] = Phrases.Styles,
        ["Negative Guidance minimum sigma"] = Phrases.AxisGuidanceSigma,
    };

    /// <summary>The name of an axis; A1111's own for one that has no words yet.</summary>
    public static Phrase Of(GridAxisKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return Names.GetValueOrDefault(kind.Name) ?? new(kind.Name, kind.Name);
    }
}
