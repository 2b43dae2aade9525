using System.Globalization;
using System.Text;
using Senmitsu.Formats.Python;
using Tomlyn;
using Tomlyn.Model;
using Tomlyn.Parsing;

namespace Senmitsu.Formats.Kohya;

/// <summary>The TOML files that sd-scripts takes as <c>--config_file</c>.</summary>
public static class KohyaTomlFile
{
    /// <summary>Reads a file. Sections are cosmetic: their settings count as if they had none, and the last of a name wins.</summary>
    /// <exception cref="KohyaConfigException">The file is not TOML.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static KohyaConfig Read(string path) => Parse(KohyaTextFile.Read(path), path);

    /// <summary>Reads the text of a file.</summary>
    /// <param name="toml">The text.</param>
    /// <param name="path">Named in errors.</param>
    /// <exception cref="KohyaConfigException">The text is not TOML.</exception>
    public static KohyaConfig Parse(string toml, string path)
    {
        var config = new KohyaConfig();
        foreach (var (name, value) in ParseTree(toml, path).Values)
        {
            if (value.Raw is not IReadOnlyDictionary<string, KohyaValue> section)
            {
                config.Values[name] = value;
                continue;
            }

            foreach (var (key, setting) in section) config.Values[key] = setting;
        }

        return config;
    }

    /// <summary>Reads the text of a file in which sections mean something.</summary>
    /// <inheritdoc cref="Parse"/>
    internal static KohyaConfig ParseTree(string toml, string path)
    {
        TomlTable root;
        try
        {
            root = TomlSerializer.Deserialize<TomlTable>(toml) ?? [];

            // The serializer lets the last of two equal keys win; the strict parser knows that TOML forbids them.
            SyntaxParser.ParseStrict(toml, path, validate: true);
        }
        catch (TomlException e)
        {
            var first = e.Diagnostics.FirstOrDefault();
            throw new KohyaConfigException(path, first?.Span.Start.Line + 1 ?? e.Line, $"the file is not TOML: {first?.Message ?? e.Message}{Advice(first?.Message)}", e);
        }
        catch (ArgumentOutOfRangeException e)
        {
            // Tomlyn 2.10 fails to print its own error for a text that ends inside an escape, such as: name = "C:\
            throw new KohyaConfigException(path, null, $"the file is not TOML: a text has an invalid escape{Advice("escape")}", e);
        }

        var config = new KohyaConfig();
        foreach (var (name, value) in root) config.Values[name] = ToValue(value);
        return config;
    }

    // train_data_dir = "C:\data"
    private static string Advice(string? problem) => problem?.Contains("escape", StringComparison.OrdinalIgnoreCase) == true ? ". Write paths as 'C:\\dir' in single quotes." : "";

    /// <summary>Writes a file that appears whole or not at all.</summary>
    public static void Write(string path, KohyaConfig config) => KohyaTextFile.Write(path, Format(config));

    /// <summary>Writes settings in the order of their names, each with its type; those that are null are left out.</summary>
    public static string Format(KohyaConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var toml = new StringBuilder();
        foreach (var (name, value) in config.Values.Where(pair => pair.Value.Kind != KohyaValueKind.Null).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            AppendKey(toml, name).Append(" = ");
            AppendValue(toml, value).Append('\n');
        }

        return toml.ToString();
    }

    private static KohyaValue ToValue(object? value) => value switch
    {
        null => KohyaValue.Null,
        string text => KohyaValue.Of(text),
        long integer => KohyaValue.Of(integer),
        double number => KohyaValue.Of(number),
        bool flag => KohyaValue.Of(flag),
        TomlTable table => KohyaValue.Of(new OrderedDictionary<string, KohyaValue>(table.Select(pair => KeyValuePair.Create(pair.Key, ToValue(pair.Value))), StringComparer.Ordinal)),
        TomlTableArray tables => KohyaValue.Of(tables.Select(ToValue)),
        TomlArray list => KohyaValue.Of(list.Select(ToValue)),
        // Dates: no setting has one, and a text is what the writer of "2024-05-31" meant.
        _ => KohyaValue.Of(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    internal static StringBuilder AppendValue(StringBuilder toml, KohyaValue value) => value.Raw switch
    {
        string text => AppendString(toml, text),
        long integer => toml.Append(CultureInfo.InvariantCulture, $"{integer}"),
        double number => toml.Append(PythonText.Of(number)),
        bool flag => toml.Append(flag ? "true" : "false"),
        IReadOnlyList<KohyaValue> list => AppendList(toml, '[', list.Where(item => item.Kind != KohyaValueKind.Null), ']', AppendValue),
        IReadOnlyDictionary<string, KohyaValue> table => AppendList(
            toml,
            '{',
            table.Where(pair => pair.Value.Kind != KohyaValueKind.Null).OrderBy(pair => pair.Key, StringComparer.Ordinal),
            '}',
            (text, pair) => AppendValue(AppendKey(text, pair.Key).Append(" = "), pair.Value)),
        _ => throw new ArgumentException("TOML has no null", nameof(value)),
    };

    private static StringBuilder AppendList<T>(StringBuilder toml, char open, IEnumerable<T> items, char close, Func<StringBuilder, T, StringBuilder> append)
    {
        toml.Append(open);
        var separator = "";
        foreach (var item in items)
        {
            append(toml.Append(separator), item);
            separator = ", ";
        }

        return toml.Append(close);
    }

    internal static StringBuilder AppendKey(StringBuilder toml, string key) =>
        key.Length > 0 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? toml.Append(key) : AppendString(toml, key);

    private static StringBuilder AppendString(StringBuilder toml, string text)
    {
        toml.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => toml.Append("\\\""),
                '\\' => toml.Append("\\\\"),
                '\n' => toml.Append("\\n"),
                '\r' => toml.Append("\\r"),
                '\t' => toml.Append("\\t"),
                < ' ' or '\u007f' => toml.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => toml.Append(c),
            };
        }

        return toml.Append('"');
    }
}
