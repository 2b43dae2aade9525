using Senmitsu.Formats.Kohya;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>Training settings in kohya's files: the trainer's <c>.toml</c> and the GUI's <c>.json</c>.</summary>
public static class KohyaFiles
{
    /// <summary>Reads a configuration file of the trainer, for <see cref="KohyaMapping.ParseCommandLine"/>.</summary>
    /// <exception cref="KohyaConfigException">The file is no valid TOML.</exception>
    public static IReadOnlyDictionary<string, object?> ReadToml(string path) => Plain(KohyaTomlFile.Read(path).Values);

    /// <summary>Reads a settings file of the GUI and understands it.</summary>
    /// <exception cref="KohyaConfigException">The file is no valid JSON.</exception>
    public static KohyaImport ReadGui(string path) =>
        KohyaMapping.ToSettings(KohyaGuiMapping.ToArguments(Plain(KohyaJsonFile.Read(path).Values)));

    /// <summary>Writes settings as the trainer's configuration file.</summary>
    public static void WriteToml(string path, TrainingSettings settings) => KohyaTomlFile.Write(path, Config(KohyaMapping.ToArguments(settings)));

    /// <summary>Writes settings as the GUI's settings file.</summary>
    public static void WriteGui(string path, TrainingSettings settings) => KohyaJsonFile.Write(path, Config(KohyaGuiMapping.ToGui(settings)));

    private static Dictionary<string, object?> Plain(IEnumerable<KeyValuePair<string, KohyaValue>> values) =>
        values.ToDictionary(pair => pair.Key, pair => Plain(pair.Value), StringComparer.Ordinal);

    private static object? Plain(KohyaValue value) => value.Raw switch
    {
        IReadOnlyDictionary<string, KohyaValue> table => Plain(table),
        IReadOnlyList<KohyaValue> list => list.Select(Plain).ToList(),
        _ => value.Raw,
    };

    private static KohyaConfig Config(IReadOnlyList<KeyValuePair<string, object>> values)
    {
        var config = new KohyaConfig();
        foreach (var (name, value) in values)
        {
            config.Values.Add(name, value switch
            {
                bool flag => KohyaValue.Of(flag),
                long number => KohyaValue.Of(number),
                double number => KohyaValue.Of(number),
                List<string> texts => KohyaValue.Of(texts),
                List<double> numbers => KohyaValue.Of(numbers.Select(KohyaValue.Of)),
                _ => KohyaValue.Of((string)value),
            });
        }

        return config;
    }
}
