using System.Text;

namespace Senmitsu.Formats.Kohya;

/// <summary>
/// The files that sd-scripts takes as <c>--dataset_config</c>, TOML or JSON: <c>[general]</c>, <c>[[datasets]]</c> and
/// <c>[[datasets.subsets]]</c>. Names that nobody knows are kept.
/// </summary>
public static class KohyaDatasetFile
{
    private const string JsonExtension = ".json";

    /// <summary>Reads a file, JSON if its name ends so, else TOML.</summary>
    /// <exception cref="KohyaConfigException">The file is neither.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static KohyaConfig Read(string path) => IsJson(path) ? KohyaJsonFile.Read(path) : Parse(KohyaTextFile.Read(path), path);

    /// <summary>Reads the text of a TOML file.</summary>
    /// <param name="toml">The text.</param>
    /// <param name="path">Named in errors.</param>
    /// <exception cref="KohyaConfigException">The text is not TOML.</exception>
    public static KohyaConfig Parse(string toml, string path) => KohyaTomlFile.ParseTree(toml, path);

    /// <summary>Writes a file that appears whole or not at all, JSON if its name ends so, else TOML.</summary>
    public static void Write(string path, KohyaConfig config)
    {
        if (IsJson(path)) KohyaJsonFile.Write(path, config);
        else KohyaTextFile.Write(path, Format(config));
    }

    /// <summary>Writes TOML: settings in the order read, each table and each list of tables as sections.</summary>
    public static string Format(KohyaConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var toml = new StringBuilder();
        AppendTable(toml, "", config.Values);
        return toml.ToString();
    }

    private static bool IsJson(string path) => Path.GetExtension(path).Equals(JsonExtension, StringComparison.OrdinalIgnoreCase);

    private static void AppendTable(StringBuilder toml, string name, IEnumerable<KeyValuePair<string, KohyaValue>> values)
    {
        var entries = values.Where(entry => entry.Value.Kind != KohyaValueKind.Null).ToList();
        foreach (var (key, value) in entries.Where(entry => Sections(entry.Value) is null))
        {
            KohyaTomlFile.AppendKey(toml, key).Append(" = ");
            KohyaTomlFile.AppendValue(toml, value).Append('\n');
        }

        foreach (var (key, value) in entries)
        {
            if (Sections(value) is not { } sections) continue;
            var full = KohyaTomlFile.AppendKey(new StringBuilder(name.Length > 0 ? name + "." : ""), key).ToString();
            foreach (var section in sections)
            {
                if (toml.Length > 0) toml.Append('\n');
                toml.Append(value.Kind == KohyaValueKind.List ? $"[[{full}]]\n" : $"[{full}]\n");
                AppendTable(toml, full, section);
            }
        }
    }

    /// <summary>The sections a value becomes; null for one that stands on a line.</summary>
    private static IEnumerable<IReadOnlyDictionary<string, KohyaValue>>? Sections(KohyaValue value) => value.Raw switch
    {
        IReadOnlyDictionary<string, KohyaValue> table => [table],
        IReadOnlyList<KohyaValue> { Count: > 0 } list when list.All(item => item.Kind == KohyaValueKind.Table) => list.Select(item => (IReadOnlyDictionary<string, KohyaValue>)item.Raw!),
        _ => null,
    };
}
