using System.Text.Json;
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

        return network with { Arguments = arguments };
    }

    /// <summary>Only what differs from the defaults.</summary>
    public static List<string> Write(NetworkSettings network) =>
        [.. Known(network).Select(argument => (argument.Name, Value: argument.Get(network.Arguments))).Where(pair => pair.Value is not null).Select(pair => $"{pair.Name}={pair.Value}")];

    /// <summary>The value of <c>ss_network_args</c>: what train_network.py hands to the network, <c>{"conv_dim": "4", "dropout": null}</c>; null without arguments.</summary>
    public static string? ToMetadata(NetworkSettings network)
    {
        var items = Write(network);
        if (items.Count == 0) return null;
        var pairs = items.Select(item => item.Split('=', 2)).Select(parts => $"{Quoted(parts[0])}: {Quoted(parts[1])}");
        if (!network.DimFromWeights) pairs = pairs.Append($"\"dropout\": {(network.Dropout is { } dropout ? PythonText.Of(dropout) : "null")}");
        return $"{{{string.Join(", ", pairs)}}}";

        static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
    }

    private static IReadOnlyList<NetworkArgument> Known(NetworkSettings network) => NetworkArgumentNames.Of(network.Module);

    private static bool IsOff(string value) => value is "" or "0" or "0.0" || value.Equals("false", StringComparison.OrdinalIgnoreCase) || value.Equals("none", StringComparison.OrdinalIgnoreCase);
}
