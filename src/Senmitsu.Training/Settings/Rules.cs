using Senmitsu.Generation.Settings;
using System.Globalization;

namespace Senmitsu.Training.Settings;

/// <summary>The wording of the rules that several settings share.</summary>
internal static class Rules
{
    public static string Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    public static SettingProblem Minimum(string path, int value, int minimum) =>
        new(path, Text(value), $"must be at least {Text(minimum)}", "raise it");

    public static SettingProblem Share(string path, double value) => new(path, Text(value), "must lie between 0 and 1", "use a share such as 0.1");

    public static bool IsNoRate(double rate) => !(rate >= 0) || !double.IsFinite(rate);

    public static SettingProblem Rate(string path, double value) => new(path, Text(value), "a learning rate must be at least 0", "use 1e-4");

    public static bool IsNoCount(StepCount count) => !(count.Value >= 0) || (count.IsRatio && count.Value > 1);

    public static SettingProblem Count(string path, StepCount value) =>
        new(path, value.ToString(), "must be a whole number of steps, or a share between 0 and 1", "use 0.1 for a tenth of the run");
}
