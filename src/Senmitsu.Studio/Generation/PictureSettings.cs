using System.Globalization;
using Senmitsu.Formats.Infotext;
using Senmitsu.Generation;
using Senmitsu.Generation.Settings;

namespace Senmitsu.Studio.Generation;

/// <summary>What a picture's infotext says about how to make it again.</summary>
public static class PictureSettings
{
    /// <summary>The settings; what the text does not say has its default, the seed −1.</summary>
    /// <param name="infotext">The text. Its checkpoint and VAE are not looked for.</param>
    /// <param name="source">What to call the picture in a message.</param>
    /// <exception cref="UserErrorException">A value is no number.</exception>
    public static GenerationSettings Read(Infotext infotext, string source)
    {
        ArgumentNullException.ThrowIfNull(infotext);
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

    /// <summary>The VAE a picture names; <see langword="null"/> for the usual one.</summary>
    public static string? VaeOf(Infotext infotext)
    {
        ArgumentNullException.ThrowIfNull(infotext);
        return infotext.TryGet("VAE", out var name) && name is not ("Automatic" or "None") ? name : null;
    }
}
