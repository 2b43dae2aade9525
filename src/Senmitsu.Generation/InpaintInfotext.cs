using System.Globalization;
using Senmitsu.Formats.Infotext;
using Senmitsu.Formats.Python;
using Senmitsu.Generation.Settings;

namespace Senmitsu.Generation;

/// <summary>Settings of img2img and inpainting ↔ AUTOMATIC1111's keys. "Resize mode", "Color correction", "Mask rounding" and "Mask blur x", "y" are ours.</summary>
public static class InpaintInfotext
{
    private const string Inverted = "Inpaint not masked";
    private const string OnlyMasked = "Only masked";
    private const string Soft = "Soft inpainting ";

    /// <summary>Keys that stand after the denoising strength.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> DescribeConditioning(InpaintSettings settings) => [new("Conditional mask weight", PythonText.Of(settings.ConditioningWeight))];

    /// <summary>Keys that stand among the extra ones.</summary>
    /// <param name="settings">Settings of an img2img run.</param>
    /// <param name="isMasked">Whether it has a mask.</param>
    internal static IEnumerable<KeyValuePair<string, string>> Describe(GenerationSettings settings, bool isMasked)
    {
        var inpaint = settings.Inpaint;
        if (settings.ResizeMode != ResizeMode.JustResize) yield return new("Resize mode", ResizeModeNames.NameOf(settings.ResizeMode));
        if (settings.CorrectsColors) yield return new("Color correction", PythonText.Of(true));
        if (!isMasked) yield break;
        if (inpaint.IsInverted) yield return new("Mask mode", Inverted);
        if (inpaint.BlurX == inpaint.BlurY) yield return Pair("Mask blur", inpaint.BlurX);
        else
        {
            yield return Pair("Mask blur x", inpaint.BlurX);
            yield return Pair("Mask blur y", inpaint.BlurY);
        }

        if (inpaint.OnlyMasked)
        {
            yield return new("Inpaint area", OnlyMasked);
            yield return Pair("Masked area padding", inpaint.Padding);
        }

        if (inpaint.Content != MaskedContent.Original) yield return new("Masked content", MaskedContentNames.NameOf(inpaint.Content));
        if (!inpaint.RoundsMask) yield return new("Mask rounding", PythonText.Of(false));
        if (inpaint.Soft is not { } soft) yield break;
        yield return new(Soft + "enabled", PythonText.Of(true));
        yield return Pair(Soft + "schedule bias", soft.ScheduleBias);
        yield return Pair(Soft + "preservation strength", soft.PreservationStrength);
        yield return Pair(Soft + "transition contrast boost", soft.ContrastBoost);
        yield return Pair(Soft + "mask influence", soft.MaskInfluence);
        yield return Pair(Soft + "difference threshold", soft.DifferenceThreshold);
        yield return Pair(Soft + "difference contrast", soft.DifferenceContrast);
    }

    /// <summary>Settings with what an infotext says about img2img; its defaults where it says nothing.</summary>
    /// <exception cref="InvalidSettingsException">A value is no number or unknown.</exception>
    public static GenerationSettings Read(Infotext infotext, GenerationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(infotext);
        ArgumentNullException.ThrowIfNull(settings);
        var defaults = new InpaintSettings();
        var blur = (int?)Number(infotext, "Mask blur");
        return settings with
        {
            ResizeMode = Known(infotext, "Resize mode", ResizeModeNames.Find) ?? settings.ResizeMode,
            CorrectsColors = Is(infotext, "Color correction", "True"),
            Inpaint = new InpaintSettings
            {
                BlurX = (int?)Number(infotext, "Mask blur x") ?? blur ?? defaults.BlurX,
                BlurY = (int?)Number(infotext, "Mask blur y") ?? blur ?? defaults.BlurY,
                IsInverted = Is(infotext, "Mask mode", Inverted),
                RoundsMask = !Is(infotext, "Mask rounding", "False"),
                Content = Known(infotext, "Masked content", MaskedContentNames.Find) ?? defaults.Content,
                OnlyMasked = Is(infotext, "Inpaint area", OnlyMasked),
                Padding = (int?)Number(infotext, "Masked area padding") ?? defaults.Padding,
                ConditioningWeight = Number(infotext, "Conditional mask weight") ?? defaults.ConditioningWeight,
                Soft = Is(infotext, Soft + "enabled", "True") ? ReadSoft(infotext) : null,
            },
        };
    }

    /// <summary>Whether a picture was made with a mask, as far as its infotext says.</summary>
    public static bool TellsOfMask(Infotext infotext)
    {
        ArgumentNullException.ThrowIfNull(infotext);
        return new[] { "Mask blur", "Mask blur x", "Mask mode", "Inpaint area", "Masked content" }.Any(key => infotext.TryGet(key, out _));
    }

    private static SoftInpaintSettings ReadSoft(Infotext infotext)
    {
        var defaults = new SoftInpaintSettings();
        return new SoftInpaintSettings
        {
            ScheduleBias = Number(infotext, Soft + "schedule bias") ?? defaults.ScheduleBias,
            PreservationStrength = Number(infotext, Soft + "preservation strength") ?? defaults.PreservationStrength,
            ContrastBoost = Number(infotext, Soft + "transition contrast boost") ?? defaults.ContrastBoost,
            MaskInfluence = Number(infotext, Soft + "mask influence") ?? defaults.MaskInfluence,
            DifferenceThreshold = Number(infotext, Soft + "difference threshold") ?? defaults.DifferenceThreshold,
            DifferenceContrast = Number(infotext, Soft + "difference contrast") ?? defaults.DifferenceContrast,
        };
    }

    private static bool Is(Infotext infotext, string key, string word) => infotext.TryGet(key, out var value) && value == word;

    private static T? Known<T>(Infotext infotext, string key, Func<string, T?> find)
        where T : struct => !infotext.TryGet(key, out var name)
            ? null
            : find(name) ?? throw new InvalidSettingsException([new SettingProblem(key, name, "is unknown", "give the option yourself, or use another picture")]);

    private static double? Number(Infotext infotext, string key) => SamplingInfotext.Number(infotext, key);

    private static KeyValuePair<string, string> Pair(string key, IFormattable value) => new(key, value.ToString(null, CultureInfo.InvariantCulture));
}
