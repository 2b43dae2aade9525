using Senmitsu.Generation.Settings;
using Senmitsu.Training.Optimizers;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>sd-scripts' <c>optimizer_type</c>, its old switches, and <c>optimizer_args</c>: a list of <c>key=value</c>, for example <c>weight_decay=0.1 betas=0.9,0.99</c>.</summary>
internal static class OptimizerArguments
{
    private const string Path = "optimizer_args";

    // What sd-scripts adds where it is not given (library/train_util.py, get_optimizer).
    private static readonly Dictionary<string, (string Name, string Value)> Added = new(StringComparer.Ordinal)
    {
        ["SGDNesterov"] = ("momentum", "0.9"), ["SGDNesterov8bit"] = ("momentum", "0.9"), ["Adafactor"] = ("relative_step", "True"),
    };

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
        if (values.GetValueOrDefault("optimizer_args") is not List<string> arguments) return settings;
        var read = settings with { Constants = LiteralArguments.Read(entry.Defaults, entry.Defaults.Arguments, arguments, Path, entry.Name, problems) };
        return read with { ArgumentsAsGiven = arguments.SequenceEqual(Write(read)) ? null : new(arguments) };
    }

    /// <summary>Only what differs from the defaults.</summary>
    public static List<string> Write(OptimizerSettings settings) =>
        Entry(settings) is { } entry ? LiteralArguments.Write(settings.Constants, entry.Defaults, entry.Defaults.Arguments) : [];

    /// <summary>What was given, unless the constants have changed since; else only what differs from the defaults.</summary>
    public static List<string> WriteAsGiven(OptimizerSettings settings) =>
        settings.ArgumentsAsGiven is { } given && Entry(settings) is { } entry && LiteralArguments.Read(entry.Defaults, entry.Defaults.Arguments, given, Path, entry.Name, []) == settings.Constants
            ? [.. given]
            : Write(settings);

    /// <summary>As sd-scripts puts them into <c>ss_optimizer</c>: <c>weight_decay=0.1,betas=(0.9, 0.99)</c>; empty where none is given and it adds none itself.</summary>
    public static string Describe(OptimizerSettings settings)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal); // in the order of their keys' first use, as Python's
        foreach (var parts in WriteAsGiven(settings).Select(item => item.Split('=', StringSplitOptions.TrimEntries))) values[parts[0]] = PythonLiteral.Reprint(parts[^1]);
        if (Entry(settings) is { } entry && Added.TryGetValue(entry.Name, out var added)) values.TryAdd(added.Name, added.Value);
        return string.Join(',', values.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    private static OptimizerEntry? Entry(OptimizerSettings settings) =>
        OptimizerCatalog.Find(settings.Type) is { } entry && entry.Defaults.GetType() == settings.Constants.GetType() ? entry : null;
}
