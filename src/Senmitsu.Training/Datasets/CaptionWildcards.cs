using System.Text;

namespace Senmitsu.Training.Datasets;

/// <summary>Choices in captions as sd-scripts' <c>enable_wildcard</c> knows them: <c>a {red|blue} dress</c>; <c>{{</c> and <c>}}</c> are braces.</summary>
internal static class CaptionWildcards
{
    /// <summary>Picks one line of a caption and one alternative of each choice, each equally likely.</summary>
    /// <param name="caption">Lines separated by line feeds.</param>
    /// <param name="random">Draws.</param>
    public static string Resolve(string caption, Random random)
    {
        var lines = caption.Split('\n');
        var line = lines.Length == 1 ? caption : lines[random.Next(lines.Length)];
        var result = new StringBuilder(line.Length);
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (c is '{' or '}' && i + 1 < line.Length && line[i + 1] == c)
            {
                result.Append(c);
                i++;
            }
            else if (c == '{' && EndOfChoice(line, i) is { } end)
            {
                var choices = line[(i + 1)..end].Split('|');
                result.Append(choices[random.Next(choices.Length)]);
                i = end;
            }
            else
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }

    /// <summary>Index of the brace that closes a choice; null where none does, or nothing is to be chosen from.</summary>
    private static int? EndOfChoice(string line, int start)
    {
        int end = line.IndexOf('}', start + 1);
        return end > start + 1 ? end : null;
    }
}
