using System.Globalization;
using System.Text;

namespace Senmitsu.Formats.Infotext;

/// <summary>Values with commas, colons or line breaks are JSON strings: <c>"foo: 1a2b, bar: 3c4d"</c>. All others are bare.</summary>
public static class InfotextQuoting
{
    private static readonly (char Character, char Letter)[] Escapes = [('"', '"'), ('\\', '\\'), ('\n', 'n'), ('\r', 'r'), ('\t', 't'), ('\b', 'b'), ('\f', 'f'), ('/', '/')];

    /// <summary>A value as it stands in infotext.</summary>
    public static string Quote(string value)
    {
        if (value.AsSpan().IndexOfAny(',', '\n', ':') < 0) return value;
        var quoted = new StringBuilder("\"");
        foreach (var c in value)
        {
            if (c != '/' && Array.Find(Escapes, escape => escape.Character == c) is { Letter: not '\0' } known) quoted.Append('\\').Append(known.Letter);
            else if (c < ' ') quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>The string inside a JSON string; anything else as it is.</summary>
    public static string Unquote(string value)
    {
        if (value.Length < 2 || value[0] != '"' || value[^1] != '"') return value;
        var text = new StringBuilder(value.Length);
        for (var i = 1; i < value.Length - 1; i++)
        {
            var c = value[i];
            if (c is '"' or < ' ') return value;
            if (c == '\\')
            {
                // The closing quote cannot be the escaped character: the text would have no end.
                if (++i == value.Length - 1) return value;
                if (value[i] == 'u')
                {
                    if (i + 4 >= value.Length - 1 || !ushort.TryParse(value.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)) return value;
                    c = (char)code;
                    i += 4;
                }
                else
                {
                    if (Array.Find(Escapes, escape => escape.Letter == value[i]) is not { Letter: not '\0' } known) return value;
                    c = known.Character;
                }
            }

            text.Append(c);
        }

        return text.ToString();
    }
}
