using System.Globalization;
using Senmitsu.Formats.Infotext;
using Senmitsu.Generation;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio.Models;

namespace Senmitsu.Studio.Generation;

/// <summary>The settings that a picture was made with, read from its infotext.</summary>
public static class PictureSettings
{
    /// <summary>Reads them. What the text does not say has its default; without a seed it is −1, random.</summary>
    /// <param name="infotext">The text.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    /// <param name="loras">The LoRAs that are here: the prompts call them by their names here.</param>
    /// <param name="token">Stops the search for them.</param>
    /// <exception cref="UserErrorException">A value is no number, or unknown.</exception>
    public static GenerationSettings Read(Infotext infotext, string source, LoraCatalog loras, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(infotext);
        ArgumentNullException.ThrowIfNull(loras);
        try
        {
            return RenamedLoras.Rename(OfVersion(Read(infotext, source), infotext), infotext, loras, token);
        }
        catch (InvalidSettingsException e)
        {
            throw new UserErrorException($"{source}: {e.Message}", e);
        }
    }

    /// <summary>The settings of a picture by an older AUTOMATIC1111, which meant other things by the same words.</summary>
    private static GenerationSettings OfVersion(GenerationSettings settings, Infotext infotext)
    {
        settings = OfFirstPass(settings, infotext);
        // "v1.10.1", "v1.9.4-12-gabcdef"
        if (!infotext.TryGet("Version", out var text) || !text.StartsWith('v') || !Version.TryParse(text[1..].Split('-')[0], out var version)) return settings;
        if (version < new Version(1, 6, 0) && settings.AllPrompts().Any(prompt => prompt.Contains('[', StringComparison.Ordinal))) settings = settings with { Prompts = settings.Prompts with { UsesOldEditing = true } };
        if (version < new Version(1, 8, 0) && settings.Refiner is { } refiner) settings = settings with { Refiner = refiner with { SwitchesBySteps = true } };
        return settings;
    }

    /// <summary>The first hires fix named the size of the first pass, 0 for about 512 × 512 pixels, and the picture's; now the first pass's size is named, and what it is enlarged to.</summary>
    private static GenerationSettings OfFirstPass(GenerationSettings settings, Infotext infotext)
    {
        if (!infotext.TryGetSize("First pass size", out var width, out var height)) return settings;
        if (width == 0 || height == 0)
        {
            var scale = Math.Sqrt(512.0 * 512 / ((double)settings.Width * settings.Height));
            (width, height) = (Side(settings.Width), Side(settings.Height));

            int Side(int side) => (int)Math.Ceiling(scale * side / 64) * 64;
        }

        return settings with { Width = width, Height = height, Hires = new HiresSettings { ResizeWidth = settings.Width, ResizeHeight = settings.Height, DenoisingStrength = settings.DenoisingStrength } };
    }

    private static GenerationSettings Read(Infotext infotext, string source)
    {
        var defaults = new GenerationSettings();
        var hasSize = infotext.TryGetSize("Size", out var width, out var height);
        return NetworkInfotext.Read(infotext, InpaintInfotext.Read(infotext, new GenerationSettings
        {
            Prompt = infotext.Prompt,
            NegativePrompt = infotext.NegativePrompt,
            Seed = Number("Seed", -1, long.Parse),
            Steps = Number("Steps", defaults.Steps, int.Parse),
            Sampler = infotext.TryGet("Sampler", out var sampler) ? sampler : null,
            ScheduleType = infotext.TryGet("Schedule type", out var scheduleType) ? scheduleType : null,
            CfgScale = Number("CFG scale", defaults.CfgScale, double.Parse),
            Width = hasSize ? width : defaults.Width,
            Height = hasSize ? height : defaults.Height,
            ClipSkip = Number("Clip skip", defaults.ClipSkip, int.Parse),
            Vae = infotext.TryGet("VAE", out var vae) && vae is not (VaeChoice.Automatic or VaeChoice.None) ? Path.GetFileName(vae) : null,
            DenoisingStrength = Number("Denoising strength", defaults.DenoisingStrength, double.Parse),
            Noise = SamplingInfotext.ReadNoise(infotext),
            Samplers = SamplingInfotext.ReadSamplers(infotext),
            Hires = SamplingInfotext.ReadHires(infotext),
            Prompts = PromptInfotext.Read(infotext),
        }));

        T Number<T>(string key, T fallback, Func<string, IFormatProvider, T> parse)
        {
            if (!infotext.TryGet(key, out var value)) return fallback;
            try
            {
                return parse(value, CultureInfo.InvariantCulture);
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                throw new UserErrorException($"{source}: '{key}: {value}' is not a number. Give the option yourself, or use another picture.", e);
            }
        }
    }
}
