using Senmitsu.Formats.Python;
using Senmitsu.Generation.Settings;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>Reads and writes <c>network_args</c>. What is unknown, wrong or without effect is named.</summary>
internal static class NetworkArgumentList
{
    private const string Argument = "network_args";

    /// <summary>Understands the list for a network.</summary>
    /// <param name="network">The network, its module known.</param>
    /// <param name="items">key=value, split at the first equals sign.</param>
    /// <param name="problems">Receives what cannot be used.</param>
    /// <param name="notes">Receives what has no effect.</param>
    public static NetworkSettings Read(NetworkSettings network, IReadOnlyList<string> items, List<SettingProblem> problems, List<string> notes)
    {
        var read = network with { Arguments = Understand(network, items, problems, notes) };
        return read with { ArgumentsAsGiven = items.SequenceEqual(Write(read)) ? null : new(items) };
    }

    private static NetworkArguments Understand(NetworkSettings network, IReadOnlyList<string> items, List<SettingProblem> problems, List<string> notes)
    {
        var known = Known(network);
        var arguments = network.Arguments;
        foreach (var item in items)
        {
            var parts = item.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is not [var name, var value])
                problems.Add(new(Argument, item, "must be key=value", "write it as conv_dim=4"));
            else if (known.FirstOrDefault(argument => argument.Name == name) is { } argument)
            {
                if (argument.Set(arguments, value) is { } changed) arguments = changed;
                else problems.Add(new(Argument, item, argument.Rule, "correct it or leave it out"));
            }
            else if (NetworkArgumentNames.IsWithoutEffect(network.Module, name))
                notes.Add($"{Argument}: {name} has no effect in {network.Module}");
            else if (!NetworkArgumentNames.OnlyOff.Contains(name))
                problems.Add(new(Argument, item, $"is not an argument of {network.Module} that is supported", $"known are {string.Join(", ", known.Select(one => one.Name))}"));
            else if (!IsOff(value))
                problems.Add(new(Argument, item, "is not supported", "leave it out"));
        }

        return arguments;
    }

    /// <summary>What was given, unless the arguments have changed since; else only what differs from the defaults.</summary>
    public static List<string> WriteAsGiven(NetworkSettings network) =>
        network.ArgumentsAsGiven is { } given && Understand(network with { Arguments = new() }, given, [], []) == network.Arguments ? [.. given] : Write(network);

    /// <summary>Only what differs from the defaults.</summary>
    public static List<string> Write(NetworkSettings network) =>
        [.. Known(network).Select(argument => (argument.Name, Value: argument.Get(network.Arguments))).Where(pair => pair.Value is not null).Select(pair => $"{pair.Name}={pair.Value}")];

    /// <summary>The value of <c>ss_network_args</c>: what train_network.py hands to the network, <c>{"conv_dim": "4", "dropout": null}</c>; null without arguments.</summary>
    public static string? ToMetadata(NetworkSettings network)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal); // in the order of their keys' first use, as Python's
        foreach (var parts in WriteAsGiven(network).Select(item => item.Split('=', 2))) values[parts[0]] = PythonJson.Quoted(parts[^1]);
        if (values.Count == 0) return null;
        if (!network.DimFromWeights) values.TryAdd("dropout", network.Dropout is { } dropout ? PythonText.Of(dropout) : "null");
        return $"{{{string.Join(", ", values.Select(pair => $"{PythonJson.Quoted(pair.Key)}: {pair.Value}"))}}}";
    }

    private static IReadOnlyList<NetworkArgument> Known(NetworkSettings network) => NetworkArgumentNames.Of(network.Module);

    private static bool IsOff(string value) => value is "" or "0" or "0.0" || value.Equals("false", StringComparison.OrdinalIgnoreCase) || value.Equals("none", StringComparison.OrdinalIgnoreCase);
}
