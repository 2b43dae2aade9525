using System.Globalization;
using Senmitsu.Diffusion.Samplers;
using Senmitsu.Diffusion.Schedules;
using Senmitsu.Formats.Infotext;
using Senmitsu.Generation.Settings;
using Senmitsu.Numerics;

namespace Senmitsu.Generation;

/// <summary>Settings of noise, samplers and hires fix ↔ AUTOMATIC1111's keys. Only what differs from the default is written.</summary>
public static class SamplingInfotext
{
    private const string TrueWord = "True";

    /// <summary>Keys that stand before the denoising strength.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> DescribeVariation(NoiseSettings noise)
    {
        if (noise.VariationStrength != 0)
        {
            yield return Pair("Variation seed", noise.VariationSeed);
            yield return Pair("Variation seed strength", noise.VariationStrength);
        }

        if (noise.Resizes) yield return new("Seed resize from", $"{Text(noise.SeedResizeFromWidth)}x{Text(noise.SeedResizeFromHeight)}");
    }

    /// <summary>Keys that stand after the clip skip.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Describe(GenerationSettings settings, SamplerChoice choice, bool isImageToImage)
    {
        var (noise, options, sampler) = (settings.Noise, settings.Samplers, choice.Sampler);
        if (noise.EtaSeedDelta != 0 && sampler.UsesSeedDelta && options.Eta != 0) yield return Pair("ENSD", noise.EtaSeedDelta);
        foreach (var pair in NetworkInfotext.DescribeMerging(settings, isImageToImage)) yield return pair;
        yield return new("RNG", noise.Source == RandomSource.Nv ? "NV" : "CPU");
        if (settings.IsTiling) yield return new("Tiling", TrueWord);
        if (!isImageToImage && settings.Hires is { } hires)
        {
            foreach (var pair in Describe(hires, settings, choice)) yield return pair;
        }

        foreach (var pair in Describe(options, sampler)) yield return pair;
        foreach (var pair in NetworkInfotext.Describe(settings, isImageToImage)) yield return pair;
        if (noise.Extra != 0) yield return Pair("Extra noise", noise.Extra);
        if (isImageToImage && noise.InitialMultiplier != 1) yield return Pair("Noise multiplier", noise.InitialMultiplier);
    }

    /// <summary>Noise settings of an infotext. No <c>RNG</c> key means the generator of NVIDIA cards, AUTOMATIC1111's default.</summary>
    public static NoiseSettings ReadNoise(Infotext infotext)
    {
        ArgumentNullException.ThrowIfNull(infotext);
        var isResized = infotext.TryGetSize("Seed resize from", out var width, out var height);
        return new NoiseSettings
        {
            Source = infotext.TryGet("RNG", out var source) && source == "CPU" ? RandomSource.Cpu : RandomSource.Nv,
            VariationSeed = (long)(Number(infotext, "Variation seed") ?? 0),
            VariationStrength = Number(infotext, "Variation seed strength") ?? 0,
            SeedResizeFromWidth = isResized ? width : 0,
            SeedResizeFromHeight = isResized ? height : 0,
            EtaSeedDelta = (long)(Number(infotext, "ENSD") ?? 0),
            InitialMultiplier = Number(infotext, "Noise multiplier") ?? 1,
            Extra = Number(infotext, "Extra noise") ?? 0,
        };
    }

    /// <summary>Sampler settings of an infotext.</summary>
    public static SamplerSettings ReadSamplers(Infotext infotext)
    {
        ArgumentNullException.ThrowIfNull(infotext);
        return new SamplerSettings
        {
            Eta = Number(infotext, "Eta DDIM") ?? Number(infotext, "Eta"),
            Churn = Number(infotext, "Sigma churn") ?? 0,
            ChurnFrom = Number(infotext, "Sigma tmin") ?? 0,
            ChurnTo = Number(infotext, "Sigma tmax") ?? 0,
            NoiseScale = Number(infotext, "Sigma noise") ?? 1,
            UsesZeroTerminalSnr = infotext.TryGet("Noise Schedule", out var schedule) && schedule == "Zero Terminal SNR",
            Prediction = infotext.TryGet("Prediction", out var prediction) && prediction == "v" ? PredictionType.Velocity : null,
            RunsExactSteps = infotext.TryGet("Exact steps", out var exact) && exact == TrueWord,
            Spacing = new SpacingOptions
            {
                SmallestSigma = Number(infotext, "Schedule min sigma"),
                LargestSigma = Number(infotext, "Schedule max sigma"),
                Rho = Number(infotext, "Schedule rho"),
                DiscardsPenultimate = infotext.TryGet("Discard penultimate sigma", out var discards) && discards == TrueWord,
            },
        };
    }

    /// <summary>Hires fix of an infotext, <see langword="null"/> if it had none. A1111's rule: a denoising strength and any key about the enlargement.</summary>
    public static HiresSettings? ReadHires(Infotext infotext)
    {
        ArgumentNullException.ThrowIfNull(infotext);
        var isResized = infotext.TryGetSize("Hires resize", out var width, out var height);
        if (Number(infotext, "Denoising strength") is not { } strength || !(isResized || infotext.TryGet("Hires upscale", out _) || infotext.TryGet("Hires upscaler", out _))) return null;
        return HiresUpscalerNames.Choose(new HiresSettings
        {
            Scale = Number(infotext, "Hires upscale") ?? new HiresSettings().Scale,
            ResizeWidth = isResized ? width : 0,
            ResizeHeight = isResized ? height : 0,
            Steps = (int)(Number(infotext, "Hires steps") ?? 0),
            DenoisingStrength = strength,
            TokenMerging = Number(infotext, "Token merging ratio hr") ?? 0,
            Checkpoint = infotext.TryGet("Hires checkpoint", out var checkpoint) ? checkpoint : null,
            Prompt = infotext.TryGet("Hires prompt", out var prompt) ? prompt : null,
            NegativePrompt = infotext.TryGet("Hires negative prompt", out var negative) ? negative : null,
            Sampler = infotext.TryGet("Hires sampler", out var sampler) ? sampler : null,
            ScheduleType = infotext.TryGet("Hires schedule type", out var type) ? type : null,
        }, infotext.TryGet("Hires upscaler", out var name) ? name : HiresUpscalerNames.NameOf(HiresUpscaler.Latent));
    }

    private static IEnumerable<KeyValuePair<string, string>> Describe(HiresSettings hires, GenerationSettings first, SamplerChoice firstChoice)
    {
        if (hires.Checkpoint is { } checkpoint) yield return new("Hires checkpoint", checkpoint);
        if (hires.Sampler is { } sampler && sampler != first.Sampler) yield return new("Hires sampler", sampler);
        if (!string.IsNullOrEmpty(hires.Prompt) && hires.Prompt != first.Prompt) yield return new("Hires prompt", hires.Prompt);
        if (!string.IsNullOrEmpty(hires.NegativePrompt) && hires.NegativePrompt != first.NegativePrompt) yield return new("Hires negative prompt", hires.NegativePrompt);
        var spacing = SamplerCatalog.Resolve(hires.Sampler ?? first.Sampler, hires.ScheduleType ?? first.ScheduleType).Spacing; // Automatic may mean another one here
        if (spacing != firstChoice.Spacing) yield return new("Hires schedule type", spacing.Label);
        if (hires.ResizeWidth == 0 && hires.ResizeHeight == 0) yield return Pair("Hires upscale", hires.Scale);
        else yield return new("Hires resize", $"{Text(hires.ResizeWidth)}x{Text(hires.ResizeHeight)}");
        if (hires.Steps > 0) yield return Pair("Hires steps", hires.Steps);
        yield return new("Hires upscaler", HiresUpscalerNames.NameOf(hires));
    }

    // "Prediction" and "Exact steps" are ours: A1111 keeps the first in the model's .yaml and writes nothing about the second.
    private static IEnumerable<KeyValuePair<string, string>> Describe(SamplerSettings options, SamplerInfo sampler)
    {
        if (options.UsesZeroTerminalSnr) yield return new("Noise Schedule", "Zero Terminal SNR");
        if (options.Prediction == PredictionType.Velocity) yield return new("Prediction", "v");
        if (options.RunsExactSteps) yield return new("Exact steps", TrueWord);
        if (options.Spacing.DiscardsPenultimate) yield return new("Discard penultimate sigma", TrueWord);
        if (options.Spacing.SmallestSigma is { } smallest) yield return Pair("Schedule min sigma", smallest);
        if (options.Spacing.LargestSigma is { } largest) yield return Pair("Schedule max sigma", largest);
        if (options.Spacing.Rho is { } rho) yield return Pair("Schedule rho", rho);
        if (options.Eta is { } eta && sampler.HasEta) yield return Pair(sampler.UsesDdimEta ? "Eta DDIM" : "Eta", eta);
        if (options.Churn != 0 && sampler.HasChurn) yield return Pair("Sigma churn", options.Churn);
        if (options.ChurnFrom != 0 && sampler.HasChurn) yield return Pair("Sigma tmin", options.ChurnFrom);
        if (options.ChurnTo != 0 && sampler.HasChurn) yield return Pair("Sigma tmax", options.ChurnTo);
        if (options.NoiseScale != 1) yield return Pair("Sigma noise", options.NoiseScale);
    }

    /// <summary>A number of an infotext, <see langword="null"/> if it has none of that key.</summary>
    internal static double? Number(Infotext infotext, string key)
    {
        if (!infotext.TryGet(key, out var text)) return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new InvalidSettingsException([new SettingProblem(key, text, "must be a number", "give the option yourself, or use another picture")]);
    }

    private static KeyValuePair<string, string> Pair(string key, IFormattable value) => new(key, Text(value));

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
