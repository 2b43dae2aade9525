using System.Text.RegularExpressions;

namespace Senmitsu.Formats.Infotext;

/// <summary>
/// Reads the text that AUTOMATIC1111's web UI writes into pictures, by its rules
/// (<c>AUTOMATIC1111/stable-diffusion-webui</c> <c>modules/infotext_utils.py</c>). Every text has a reading, so nothing throws.
/// </summary>
public static class InfotextParser
{
    internal const string NegativeMark = "Negative prompt:";

    /// <summary>With fewer pairs a last line is taken for prompt text with colons in it.</summary>
    internal const int MinParameters = 3;

    /// <summary>
    /// <c>Steps: 20, Size: 512x768, Lora hashes: "foo: 1a2b, bar: 3c4d", Version: v1.10.1</c>. Without backtracking, so
    /// that hostile text costs linear time.
    /// </summary>
    private static readonly Regex Pair = new(
        """\s*(?<key>\w[\w \-/]+):\s*(?<value>"(?:\\.|[^\\"])+"|[^,]*)(?:,|$)""",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>Reads an infotext; a text without parameters is a prompt.</summary>
    public static Infotext Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Trim().Split('\n');
        var pairs = Pair.Matches(lines[^1]);
        var hasParameters = pairs.Count >= MinParameters;

        var (prompt, negativePrompt) = ReadPrompts(hasParameters ? lines.AsSpan(..^1) : lines);
        var parameters = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        if (hasParameters)
        {
            foreach (Match pair in pairs)
            {
                // The web UI drops pairs without a value; a key met twice keeps its place and takes the later value.
                if (pair.Groups["value"].Value is { Length: > 0 } value) parameters[pair.Groups["key"].Value] = InfotextQuoting.Unquote(value);
            }
        }

        return new Infotext(prompt, negativePrompt, [.. parameters]);
    }

    private static (string Prompt, string NegativePrompt) ReadPrompts(ReadOnlySpan<string> lines)
    {
        var prompt = new List<string>();
        var negativePrompt = new List<string>();
        var current = prompt;
        foreach (var untrimmed in lines)
        {
            var line = untrimmed.Trim();
            if (line.StartsWith(NegativeMark, StringComparison.Ordinal))
            {
                current = negativePrompt;
                line = line[NegativeMark.Length..].Trim();
            }

            // Blank lines are kept inside a prompt but not in front of it.
            if (line.Length > 0 || current.Count > 0) current.Add(line);
        }

        return (string.Join('\n', prompt), string.Join('\n', negativePrompt));
    }
}
