using System.Globalization;

namespace Senmitsu.Training.Settings;

/// <summary>Width and height in pixels.</summary>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
public readonly record struct ImageSize(int Width, int Height)
{
    /// <summary>Reads <c>512</c> (square) or <c>512,768</c> (width, height).</summary>
    public static bool TryParse(string? text, out ImageSize size)
    {
        size = default;
        var parts = (text ?? "").Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length is not (1 or 2)) return false;
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var width)) return false;
        if (!int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var height)) return false;
        size = new(width, height);
        return true;
    }

    /// <summary>As sd-scripts writes it: <c>512,768</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width},{Height}");
}
