using Senmitsu.Models.Lora.Targets;
using System.Globalization;
using Senmitsu.Models.Lora;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>
/// The 12 factors of <c>down_lr_weight</c> and <c>up_lr_weight</c>: a list such as <c>1,0.5,,1</c> or a curve such as <c>sine+0.25</c>
/// (kohya-ss/sd-scripts networks/lora.py, get_block_lr_weight).
/// </summary>
internal static class BlockRateCurve
{
    private const int Last = UnetBlock.CountPerSide - 1;

    private static readonly Dictionary<string, Func<int, double>> Curves = new(StringComparer.Ordinal)
    {
        ["sine"] = i => Math.Sin(Math.PI * (i / (double)Last) / 2),
        ["cosine"] = i => Math.Sin(Math.PI * ((Last - i) / (double)Last) / 2),
        ["linear"] = i => i / (double)Last,
        ["reverse_linear"] = i => (Last - i) / (double)Last,
        ["zeros"] = _ => 0,
    };

    /// <summary>What the text must be.</summary>
    public static string Rule { get; } = $"must be {UnetBlock.CountPerSide} numbers with commas between them, or one of {string.Join(", ", Curves.Keys)}, perhaps with +BASE";

    /// <summary>The factors; null if the text is neither list nor curve. In a list, empty items are 0, missing ones 1, surplus ones are cut.</summary>
    public static ValueList<double>? Parse(string text)
    {
        var blocks = Enumerable.Range(0, UnetBlock.CountPerSide);
        var parts = text.Split('+', 2);
        if (Curves.TryGetValue(parts[0].Trim(), out var curve))
        {
            if (parts.Length == 1) return new(blocks.Select(curve));
            return Number(parts[1]) is { } offset ? new(blocks.Select(i => curve(i) + offset)) : null;
        }

        var items = text.Split(',').Select(item => string.IsNullOrWhiteSpace(item) ? 0 : Number(item)).ToList();
        return items.Contains(null) ? null : new(blocks.Select(i => i < items.Count ? items[i]!.Value : 1));
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}
