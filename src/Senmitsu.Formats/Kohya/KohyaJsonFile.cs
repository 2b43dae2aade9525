using System.Globalization;
using System.Text;
using System.Text.Json;
using Senmitsu.Formats.Python;

namespace Senmitsu.Formats.Kohya;

/// <summary>The JSON files of kohya_ss' GUI, written as Python's <c>json.dump(…, indent=2)</c> writes them.</summary>
public static class KohyaJsonFile
{
    private const int IndentWidth = 2;

    /// <summary>Reads a file. Whole numbers and numbers with a point stay apart.</summary>
    /// <exception cref="KohyaConfigException">The file is not a JSON object.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static KohyaConfig Read(string path) => Parse(KohyaTextFile.Read(path), path);

    /// <summary>Reads the text of a file.</summary>
    /// <param name="json">The text.</param>
    /// <param name="path">Named in errors.</param>
    /// <exception cref="KohyaConfigException">The text is not a JSON object.</exception>
    public static KohyaConfig Parse(string json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new KohyaConfigException(path, 1, "the file holds no settings: expected an object, { … }");

            var config = new KohyaConfig();
            foreach (var property in document.RootElement.EnumerateObject()) config.Values[property.Name] = ToValue(property.Value, path);
            return config;
        }
        catch (JsonException e)
        {
            throw new KohyaConfigException(path, e.LineNumber + 1, $"the file is not JSON: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            // Half a surrogate pair, as in "\ud800", is found only when the string is taken out.
            throw new KohyaConfigException(path, null, "the file holds a text that is not Unicode", e);
        }
    }

    /// <summary>Writes a file that appears whole or not at all.</summary>
    public static void Write(string path, KohyaConfig config) => KohyaTextFile.Write(path, Format(config));

    /// <summary>Writes settings in the order of their names, indented by two, in ASCII.</summary>
    public static string Format(KohyaConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return Format(KohyaValue.Of(config.Values));
    }

    internal static string Format(KohyaValue value) => Append(new StringBuilder(), value, 0).ToString();

    private static KohyaValue ToValue(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.String => KohyaValue.Of(element.GetString()!),
        JsonValueKind.True => KohyaValue.Of(true),
        JsonValueKind.False => KohyaValue.Of(false),
        JsonValueKind.Number => ToNumber(element, path),
        JsonValueKind.Array => KohyaValue.Of(element.EnumerateArray().Select(item => ToValue(item, path))),
        JsonValueKind.Object => ToTable(element, path),
        _ => KohyaValue.Null,
    };

    private static KohyaValue ToTable(JsonElement element, string path)
    {
        var table = new OrderedDictionary<string, KohyaValue>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject()) table[property.Name] = ToValue(property.Value, path);
        return KohyaValue.Of(table);
    }

    private static KohyaValue ToNumber(JsonElement element, string path)
    {
        var digits = element.GetRawText();
        if (digits.AsSpan().IndexOfAny('.', 'e', 'E') >= 0 && double.IsFinite(element.GetDouble())) return KohyaValue.Of(element.GetDouble());
        return element.TryGetInt64(out var integer)
            ? KohyaValue.Of(integer)
            : throw new KohyaConfigException(path, null, $"the number {digits} is too large: no setting takes more than 64 bits");
    }

    private static StringBuilder Append(StringBuilder json, KohyaValue value, int depth) => value.Raw switch
    {
        string text => json.Append(PythonJson.Quoted(text)),
        long integer => json.Append(CultureInfo.InvariantCulture, $"{integer}"),
        double.NaN => json.Append("NaN"),
        double.PositiveInfinity => json.Append("Infinity"),
        double.NegativeInfinity => json.Append("-Infinity"),
        double number => json.Append(PythonText.Of(number)),
        bool flag => json.Append(flag ? "true" : "false"),
        IReadOnlyList<KohyaValue> list => AppendLines(json, '[', list, ']', depth, (text, item) => Append(text, item, depth + 1)),
        IReadOnlyDictionary<string, KohyaValue> table => AppendLines(
            json,
            '{',
            [.. table.OrderBy(pair => pair.Key, StringComparer.Ordinal)],
            '}',
            depth,
            (text, pair) => Append(text.Append(PythonJson.Quoted(pair.Key)).Append(": "), pair.Value, depth + 1)),
        _ => json.Append("null"),
    };

    private static StringBuilder AppendLines<T>(StringBuilder json, char open, IReadOnlyList<T> items, char close, int depth, Func<StringBuilder, T, StringBuilder> append)
    {
        json.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            append(json.Append(i > 0 ? ",\n" : "\n").Append(' ', (depth + 1) * IndentWidth), items[i]);
        }

        if (items.Count > 0) json.Append('\n').Append(' ', depth * IndentWidth);
        return json.Append(close);
    }
}
