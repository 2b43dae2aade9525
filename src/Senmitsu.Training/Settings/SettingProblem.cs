namespace Senmitsu.Training.Settings;

/// <summary>One thing wrong with the settings.</summary>
/// <param name="Path">The argument, under the name sd-scripts gives it.</param>
/// <param name="Value">The value found, as text; empty if it is missing.</param>
/// <param name="Rule">What must hold.</param>
/// <param name="Remedy">What to do.</param>
public sealed record SettingProblem(string Path, string Value, string Rule, string Remedy)
{
    /// <summary>One line for people.</summary>
    public override string ToString() => $"{Path}{(Value.Length > 0 ? $" = {Value}" : "")}: {Rule}; {Remedy}";
}
