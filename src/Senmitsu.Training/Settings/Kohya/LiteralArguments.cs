using Senmitsu.Generation.Settings;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>Reads and writes lists of <c>key=value</c>: sd-scripts' <c>optimizer_args</c> and <c>lr_scheduler_args</c>.</summary>
internal static class LiteralArguments
{
    /// <summary>The record with the values put in. What cannot be put in becomes a problem.</summary>
    /// <param name="owner">The defaults.</param>
    /// <param name="table">The keys it has.</param>
    /// <param name="arguments">The list.</param>
    /// <param name="path">Name of the list.</param>
    /// <param name="what">What has the keys, as users call it.</param>
    /// <param name="problems">Takes the problems.</param>
    public static T Read<T>(T owner, IReadOnlyList<LiteralArgument<T>> table, IReadOnlyList<string> arguments, string path, string what, List<SettingProblem> problems)
        where T : class
    {
        foreach (var argument in arguments)
        {
            var parts = argument.Split('=', StringSplitOptions.TrimEntries);
            var known = table.FirstOrDefault(entry => entry.Name == parts[0]);
            if (parts.Length != 2)
                problems.Add(new(path, argument, "must be KEY=VALUE", "write for example weight_decay=0.01"));
            else if (known is null)
                problems.Add(new(path, argument, $"is not an argument of {what} that is supported", table.Count == 0 ? "leave it out" : $"known are {string.Join(' ', table.Select(entry => $"{entry.Name}={PythonLiteral.Format(entry.Get(owner))}"))}"));
            else if (known.Set(owner, PythonLiteral.Parse(parts[1])) is { } changed)
                owner = changed;
            else
                problems.Add(new(path, argument, known.Rule, $"write for example {known.Name}={PythonLiteral.Format(known.Get(owner))}"));
        }

        return owner;
    }

    /// <summary>Only what differs from the defaults.</summary>
    public static List<string> Write<T>(T owner, T defaults, IReadOnlyList<LiteralArgument<T>> table)
        where T : class =>
        [.. Changed(owner, defaults, table).Select(pair => $"{pair.Name}={PythonLiteral.Format(pair.Value)}")];

    /// <summary>Keys and values that differ from the defaults.</summary>
    public static IEnumerable<(string Name, object? Value)> Changed<T>(T owner, T defaults, IReadOnlyList<LiteralArgument<T>> table)
        where T : class =>
        table.Select(entry => (entry.Name, Value: entry.Get(owner), Default: entry.Get(defaults)))
            .Where(entry => PythonLiteral.Format(entry.Value) != PythonLiteral.Format(entry.Default)).Select(entry => (entry.Name, entry.Value));
}
