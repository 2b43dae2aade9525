using System.Globalization;
using System.Text;

namespace Senmitsu.Formats.Python;

/// <summary>JSON as Python's <c>json.dumps</c> writes it by default.</summary>
public static class PythonJson
{
    /// <summary>A text between double quotes; all but ASCII is escaped: <c>"a\u00e9"</c>.</summary>
    public static string Quoted(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var result = new StringBuilder("\"", text.Length + 2);
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' or '\\' => result.Append('\\').Append(c),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\b' => result.Append("\\b"),
                '\f' => result.Append("\\f"),
                >= ' ' and <= '~' => result.Append(c),
                _ => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
            };
        }

        return result.Append('"').ToString();
    }
}
