using Senmitsu.Generation.Settings;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>sd-scripts' <c>optimizer_args</c>: a list of <c>key=value</c>, for example <c>weight_decay=0.1 betas=0.9,0.99</c>.</summary>
internal static partial class OptimizerArguments
{
    public static OptimizerSettings Read(OptimizerSettings settings, IReadOnlyList<string> arguments, List<SettingProblem> problems)
    {
        foreach (var argument in arguments)
        {
            var parts = argument.Split('=', StringSplitOptions.TrimEntries);
            var numbers = parts.Length == 2 ? Numbers(parts[1]) : null;
            switch (parts[0], numbers)
            {
                case ("betas", [var first, var second]):
                    settings = settings with { Beta1 = first, Beta2 = second };
                    break;
                case ("eps", [var epsilon]):
                    settings = settings with { Epsilon = epsilon };
                    break;
                case ("weight_decay", [var decay]):
                    settings = settings with { WeightDecay = decay };
                    break;
                default:
                    problems.Add(new("optimizer_args", argument, "is not an argument of AdamW that is supported", "known are betas=0.9,0.999 eps=1e-8 weight_decay=0.01"));
                    break;
            }
        }

        return settings;
    }

    /// <summary>Only what differs from the defaults.</summary>
    public static List<string> Write(OptimizerSettings settings)
    {
        var defaults = new OptimizerSettings();
        var arguments = new List<string>();
        if (settings.WeightDecay != defaults.WeightDecay) arguments.Add(string.Create(CultureInfo.InvariantCulture, $"weight_decay={settings.WeightDecay}"));
        if (settings.Beta1 != defaults.Beta1 || settings.Beta2 != defaults.Beta2) arguments.Add(string.Create(CultureInfo.InvariantCulture, $"betas={settings.Beta1},{settings.Beta2}"));
        if (settings.Epsilon != defaults.Epsilon) arguments.Add(string.Create(CultureInfo.InvariantCulture, $"eps={settings.Epsilon}"));
        return arguments;
    }

    [GeneratedRegex(@"^[(\[]?\s*(?<list>[^()\[\]]*?)\s*,?\s*[)\]]?$", RegexOptions.CultureInvariant)]
    private static partial Regex Sequence();

    // "(0.9, 0.99)", "[0.9,0.99]", "0.9,0.99", "0.1"
    private static double[]? Numbers(string text)
    {
        var numbers = new List<double>();
        foreach (var item in Sequence().Match(text).Groups["list"].Value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!double.TryParse(item, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return null;
            numbers.Add(number);
        }

        return [.. numbers];
    }
}
