using System.Globalization;

namespace Senmitsu.Training.LearningRates;

/// <summary>
/// Factors of the learning rate for stretches of a run, as diffusers writes them: <c>1:10,0.1:20,0.01</c> is 1 for the first 10 updates, 0.1
/// until update 20, then 0.01.
/// </summary>
public sealed record StepRules
{
    private readonly IReadOnlyList<(int End, double Factor)> _stretches;
    private readonly double _last;

    private StepRules(string text, IReadOnlyList<(int End, double Factor)> stretches, double last) => (Text, _stretches, _last) = (text, stretches, last);

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>Reads rules; null if they cannot be read.</summary>
    public static StepRules? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var rules = text.Split(',', StringSplitOptions.TrimEntries);
        var stretches = new List<(int End, double Factor)>();
        foreach (var rule in rules[..^1])
        {
            var parts = rule.Split(':', StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || !TryFactor(parts[0], out var factor) || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var end)) return null;
            stretches.Add((end, factor));
        }

        stretches.Sort((a, b) => a.End.CompareTo(b.End));
        return TryFactor(rules[^1], out var last) ? new(text, stretches, last) : null;
    }

    /// <summary>The factor of an update.</summary>
    /// <param name="step">0-based number of the update.</param>
    public double Factor(int step)
    {
        foreach (var (end, factor) in _stretches)
        {
            if (step < end) return factor;
        }

        return _last;
    }

    /// <summary>Rules are equal if they are written alike.</summary>
    public bool Equals(StepRules? other) => other?.Text == Text;

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    private static bool TryFactor(string text, out double factor) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out factor) && factor >= 0 && double.IsFinite(factor);
}
