using System.Globalization;

namespace Senmitsu.Training.Datasets;

/// <summary>sd-scripts' <c>face_crop_aug_range</c>: how large a face becomes, as a share of the shorter side of the training size.</summary>
/// <param name="Low">Least share, above 0.</param>
/// <param name="High">Largest share, at least <paramref name="Low"/>.</param>
public readonly record struct FaceCropRange(double Low, double High)
{
    /// <summary>Reads <c>2.0,4.0</c>.</summary>
    /// <returns>False unless there are two positive numbers in order.</returns>
    public static bool TryParse(string? text, out FaceCropRange range)
    {
        range = default;
        var parts = (text ?? "").Split(',');
        if (parts.Length != 2) return false;
        if (!double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double low)) return false;
        if (!double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double high)) return false;
        range = new(low, high);
        return low > 0 && low <= high && double.IsFinite(high);
    }

    /// <summary>As sd-scripts' command line has it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Low},{High}");
}
