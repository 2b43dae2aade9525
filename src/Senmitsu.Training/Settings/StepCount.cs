using System.Globalization;

namespace Senmitsu.Training.Settings;

/// <summary>A number of updates, or a share of the run's updates, as sd-scripts writes both in one argument.</summary>
/// <param name="Value">Updates (a whole number), or 0…1.</param>
/// <param name="IsRatio">True if <paramref name="Value"/> is a share.</param>
public readonly record struct StepCount(double Value, bool IsRatio)
{
    /// <summary>A fixed number of updates.</summary>
    public static StepCount Steps(int steps) => new(steps, IsRatio: false);

    /// <summary>A share of the run.</summary>
    public static StepCount Ratio(double ratio) => new(ratio, IsRatio: true);

    /// <summary>The number of updates in a run, rounded down.</summary>
    /// <param name="totalSteps">Updates of the whole run.</param>
    public int Resolve(int totalSteps) => (int)(IsRatio ? Value * totalSteps : Value);

    /// <summary>Reads <c>10</c> (updates), <c>0.1</c> or <c>10%</c> (share).</summary>
    public static bool TryParse(string? text, out StepCount count)
    {
        count = default;
        var trimmed = text.AsSpan().Trim();
        var percent = trimmed.EndsWith("%");
        if (!double.TryParse(percent ? trimmed[..^1] : trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value)) return false;
        if (percent) value /= 100;
        count = percent || value != Math.Truncate(value) ? Ratio(value) : new(value, IsRatio: false);
        return true;
    }

    /// <summary>As sd-scripts reads it back.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
