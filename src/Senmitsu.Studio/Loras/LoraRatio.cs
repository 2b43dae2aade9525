using System.Globalization;
using Senmitsu.Models.Lora;

namespace Senmitsu.Studio.Loras;

/// <summary>How strongly a LoRA takes part in a merge.</summary>
/// <param name="TextEncoder">Strength in the text encoder, any sign.</param>
/// <param name="Unet">Strength in the UNet, any sign.</param>
/// <param name="Blocks">Strengths by block, or <see langword="null"/>.</param>
public sealed record LoraRatio(double TextEncoder, double Unet, LoraBlockWeights? Blocks = null)
{
    /// <summary>Reads <c>0.7</c>, <c>0.5:0.8</c> (text encoder, UNet) or <c>0.7:0.7:1,0,…</c> with 17 or 26 block weights.</summary>
    /// <exception cref="UserErrorException">It is none of these.</exception>
    public static LoraRatio Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = text.Split(':');
        LoraBlockWeights? blocks = null;
        if (words.Length is < 1 or > 3 || !TryNumber(words[0], out var textEncoder) || !TryNumber(words.Length > 1 ? words[1] : words[0], out var unet) || (words.Length == 3 && !LoraBlockWeights.TryParse(words[2], out blocks)))
            throw new UserErrorException($"--ratios {text} is no strength. Use a number such as 0.7, TEXT:UNET such as 0.5:0.8, or TEXT:UNET:BLOCKS with 17 or 26 numbers separated by commas.");
        return new LoraRatio(textEncoder, unet, blocks);
    }

    private static bool TryNumber(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
