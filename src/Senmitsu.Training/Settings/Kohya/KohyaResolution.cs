using System.Globalization;
using Senmitsu.Numerics.Images;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>sd-scripts' spelling of a size: <c>512</c> (square) or <c>512,768</c> (width, height).</summary>
public static class KohyaResolution
{
    /// <summary>Reads a size.</summary>
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

    /// <summary>Writes a size: <c>512,768</c>.</summary>
    public static string Format(ImageSize size) => string.Create(CultureInfo.InvariantCulture, $"{size.Width},{size.Height}");
}
