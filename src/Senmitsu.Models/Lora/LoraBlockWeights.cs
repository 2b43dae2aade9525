using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Lora.Targets;

namespace Senmitsu.Models.Lora;

/// <summary>
/// A strength for each part of the network, as the block weights (<c>lbw</c>) of the web UI's extensions and of sd-scripts' svd_merge_lora write them:
/// BASE (text encoder), IN00–IN11, MID, OUT00–OUT11; or the 17 of these that hold attention in SD 1.x.
/// </summary>
public sealed record LoraBlockWeights
{
    private const int All = 1 + UnetBlock.Count;

    /// <summary>Places of the short list: BASE, IN01, 02, 04, 05, 07, 08, MID, OUT03–OUT11.</summary>
    private static readonly int[] WithAttention = [0, 2, 3, 5, 6, 8, 9, 13, 17, 18, 19, 20, 21, 22, 23, 24, 25];

    private readonly double[] _weights;

    private LoraBlockWeights(double[] weights) => _weights = weights;

    /// <summary>Reads <c>1,0,0.5,…</c>; 17 or 26 numbers. Blocks that the short list leaves out get 1.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out LoraBlockWeights? weights)
    {
        ArgumentNullException.ThrowIfNull(text);
        weights = null;
        var words = text.Split(',');
        if (words.Length is not (All or 17)) return false;
        var values = Enumerable.Repeat(1.0, All).ToArray();
        for (var i = 0; i < words.Length; i++)
        {
            if (!double.TryParse(words[i], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value)) return false;
            values[words.Length == All ? i : WithAttention[i]] = value;
        }

        weights = new LoraBlockWeights(values);
        return true;
    }

    /// <summary>The strength of a module, to be multiplied with the network's.</summary>
    /// <param name="module">kohya module name.</param>
    public double Of(string module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return module.StartsWith(KohyaLoraKeys.UnetPrefix, StringComparison.Ordinal) ? _weights[1 + UnetBlock.IndexOfModule(module)] : _weights[0];
    }
}
