using Senmitsu.Generation.Settings;
using System.Globalization;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>
/// Reads a command line as Python's argparse does: <c>--name value</c>, <c>--name=value</c>, switches, lists, unambiguous beginnings of names;
/// of repeated arguments the last counts.
/// </summary>
internal static class KohyaCommandLine
{
    // --network_dim=32 --optimizer_args "weight_decay=0.1" "betas=0.9,0.99" --cache_latents --learning_rate 1e-4
    public static Dictionary<string, object?> Parse(IReadOnlyList<string> args, List<SettingProblem> problems)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count;)
        {
            var word = args[i++];
            if (!word.StartsWith("--", StringComparison.Ordinal) || word.Length == 2)
            {
                problems.Add(new("command line", word, "is not an argument", "arguments start with two dashes, such as --output_dir out"));
                continue;
            }

            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? word[2..] : word[2..equals];
            var inline = equals < 0 ? null : word[(equals + 1)..];
            var following = new List<string>();
            if (Find(name, problems) is not { } argument)
            {
                while (inline is null && i < args.Count && !LooksLikeOption(args[i])) i++;
                continue;
            }

            var isList = argument.Kind is ArgumentKind.TextList or ArgumentKind.NumberList;
            var wanted = inline is not null || argument.Kind == ArgumentKind.Flag ? 0 : isList ? int.MaxValue : 1;
            while (following.Count < wanted && i < args.Count && !LooksLikeOption(args[i])) following.Add(args[i++]);

            if (isList)
                values[argument.Name] = inline is null ? following : new List<string> { inline };
            else if (argument.Kind == ArgumentKind.Flag)
                values[argument.Name] = inline is null ? true : inline;
            else if (inline is not null || following.Count == 1)
                values[argument.Name] = inline ?? following[0];
            else
                problems.Add(new(argument.Name, "", "needs a value", $"write --{argument.Name} VALUE"));
        }

        return values;
    }

    private static KohyaArgument? Find(string name, List<SettingProblem> problems)
    {
        if (KohyaArguments.Find(name) is { } exact) return exact;
        var beginning = name.Replace('-', '_');
        var candidates = KohyaArguments.All.Where(argument => argument.Name.StartsWith(beginning, StringComparison.Ordinal)).ToArray();
        if (candidates.Length == 1) return candidates[0];
        problems.Add(candidates.Length > 1
            ? new(name, "", "is the beginning of several arguments", $"write one of {string.Join(", ", candidates.Select(argument => argument.Name).Order(StringComparer.Ordinal))}")
            : Unknown(name));
        return null;
    }

    internal static SettingProblem Unknown(string name) => new(name, "", "is not a known argument",
        KohyaArguments.Nearest(name.Replace('-', '_')) is { } nearest ? $"did you mean {nearest}?" : "see the list of arguments");

    // argparse: a leading dash makes an option, unless the word is a negative number or contains a blank.
    private static bool LooksLikeOption(string word) =>
        word.Length > 1 && word[0] == '-' && !word.Contains(' ', StringComparison.Ordinal) &&
        !double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
