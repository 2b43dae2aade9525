using Senmitsu.Generation.Settings;
using Senmitsu.Training.Optimizers;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>sd-scripts' <c>optimizer_type</c>, its old switches, and <c>optimizer_args</c>: a list of <c>key=value</c>, for example <c>weight_decay=0.1 betas=0.9,0.99</c>.</summary>
internal static class OptimizerArguments
{
    public static OptimizerSettings Read(OptimizerSettings settings, IReadOnlyDictionary<string, object> values, List<SettingProblem> problems)
    {
        var named = values.GetValueOrDefault("optimizer_type") as string;
        var type = named ?? OptimizerSettings.AdamW;
        foreach (var (flag, meant) in new[] { ("use_8bit_adam", "AdamW8bit"), ("use_lion_optimizer", "Lion") })
        {
            if (values.GetValueOrDefault(flag) is not true) continue;
            if (named is not null && !string.Equals(named, meant, StringComparison.OrdinalIgnoreCase))
                problems.Add(new(flag, "true", $"excludes optimizer_type {named}", $"leave one of the two out; it means optimizer_type {meant}"));
            type = named = meant;
        }

        if (OptimizerCatalog.Find(type) is not { } entry) return settings with { Type = type };
        settings = settings with { Type = entry.Name, Constants = entry.Defaults };
        return values.GetValueOrDefault("optimizer_args") is List<string> arguments
            ? settings with { Constants = LiteralArguments.Read(entry.Defaults, entry.Defaults.Arguments, arguments, "optimizer_args", entry.Name, problems) }
            : settings;
    }

    /// <summary>Only what differs from the defaults.</summary>
    public static List<string> Write(OptimizerSettings settings) =>
        OptimizerCatalog.Find(settings.Type) is { } entry && entry.Defaults.GetType() == settings.Constants.GetType()
            ? LiteralArguments.Write(settings.Constants, entry.Defaults, entry.Defaults.Arguments)
            : [];

    /// <summary>As sd-scripts puts them into <c>ss_optimizer</c>: <c>weight_decay=0.1,betas=(0.9, 0.99)</c>; empty for the defaults.</summary>
    public static string Describe(OptimizerSettings settings) =>
        OptimizerCatalog.Find(settings.Type) is { } entry && entry.Defaults.GetType() == settings.Constants.GetType()
            ? string.Join(',', LiteralArguments.Changed(settings.Constants, entry.Defaults, entry.Defaults.Arguments).Select(pair => $"{pair.Name}={PythonLiteral.Print(pair.Value)}"))
            : "";
}
