using System.Text.RegularExpressions;

namespace Senmitsu.Training.Datasets;

/// <summary>Choices in captions as sd-scripts' <c>enable_wildcard</c> knows them: <c>a {red|blue} dress</c>; <c>{{</c> and <c>}}</c> are braces (library/train_util.py, process_caption).</summary>
internal static partial class CaptionWildcards
{
    /// <summary>Stand for braces that open and close no choice, also within one. Unicode leaves both for private use.</summary>
    private const string Opening = "\uE000", Closing = "\uE001";

    /// <summary>Picks one line of a caption and one alternative of each choice, each equally likely.</summary>
    /// <param name="caption">Lines separated by line feeds.</param>
    /// <param name="random">Draws.</param>
    public static string Resolve(string caption, Random random)
    {
        var lines = caption.Split('\n');
        var line = lines.Length == 1 ? caption : lines[random.Next(lines.Length)];
        var escaped = line.Replace("{{", Opening, StringComparison.Ordinal).Replace("}}", Closing, StringComparison.Ordinal);
        var chosen = Choice().Replace(escaped, choice => choice.Groups[1].Value.Split('|') is var alternatives ? alternatives[random.Next(alternatives.Length)] : "");
        return chosen.Replace(Opening, "{", StringComparison.Ordinal).Replace(Closing, "}", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex Choice();
}
