using Senmitsu.Formats.Kohya;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>Training settings in kohya's files: the trainer's <c>.toml</c> and the GUI's <c>.json</c>.</summary>
public static class KohyaFiles
{
    private const string SamplePromptText = "sample_prompt_text";

    /// <summary>Reads a configuration file of the trainer, for a command line with <c>--config_file</c>.</summary>
    /// <exception cref="KohyaConfigException">The file is no valid TOML.</exception>
    public static IReadOnlyDictionary<string, object?> ReadToml(string path) => Plain(KohyaTomlFile.Read(path).Values);

    /// <summary>Reads a settings file of the GUI and understands it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="words">Words of a command line, which win over the file.</param>
    /// <exception cref="KohyaConfigException">The file is no valid JSON.</exception>
    public static KohyaImport ReadGui(string path, IReadOnlyList<string> words) => Understand(KohyaJsonFile.Read(path), words);

    /// <summary>Writes settings as the trainer's configuration file.</summary>
    public static void WriteToml(string path, TrainingSettings settings) => KohyaTomlFile.Write(path, ToToml(settings));

    /// <summary>Writes settings as the GUI's settings file, over one that was read: what did not change stays as it was, unknown keys included.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="settings">The settings now.</param>
    /// <param name="original">The file as it was read.</param>
    public static void WriteGui(string path, TrainingSettings settings, KohyaConfig original)
    {
        ArgumentNullException.ThrowIfNull(original);
        var before = Config(KohyaGuiMapping.ToGui(Understand(original, []).Settings)).Values;
        var after = Config(KohyaGuiMapping.ToGui(settings)).Values;
        var merged = new KohyaConfig();
        foreach (var (key, value) in original.Values.Where(pair => after.ContainsKey(pair.Key) || !before.ContainsKey(pair.Key))) merged.Values[key] = value;
        foreach (var (key, value) in after)
        {
            if (!before.TryGetValue(key, out var unchanged) || !Equals(unchanged.Raw, value.Raw)) merged.Values[key] = value;
        }

        KohyaJsonFile.Write(path, merged);
    }

    /// <summary>Writes settings as the GUI's settings file.</summary>
    public static void WriteGui(string path, TrainingSettings settings) => KohyaJsonFile.Write(path, Config(KohyaGuiMapping.ToGui(settings)));

    /// <summary>Settings as the GUI's settings file holds them.</summary>
    public static KohyaConfig ToGui(TrainingSettings settings) => Config(KohyaGuiMapping.ToGui(settings));

    /// <summary>
    /// Settings as the trainer's configuration file holds them, with the prompts of sample pictures, for which the trainer has a file of their own. It takes
    /// names that it does not know without looking at them, so when these pictures are made has such names too: without the file it would end in the middle of the run.
    /// </summary>
    public static KohyaConfig ToToml(TrainingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var config = Config(KohyaMapping.ToArguments(settings));
        if (settings.Samples is not { PromptFile: null, PromptText: { } prompts }) return config;
        config.Values[SamplePromptText] = KohyaValue.Of(prompts);
        foreach (var when in new[] { "_every_n_steps", "_every_n_epochs", "_at_first" })
        {
            if (config.Values.Remove("sample" + when, out var value)) config.Values[SamplePromptText + when] = value;
        }

        return config;
    }

    /// <summary>Understands a configuration file of the trainer.</summary>
    public static KohyaImport UnderstandToml(KohyaConfig file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return KohyaMapping.ToSettings(Plain(file.Values));
    }

    /// <summary>Understands settings of the GUI.</summary>
    /// <param name="file">The file, or what stands in fields of the same names.</param>
    /// <param name="words">Words of a command line, which win over the file.</param>
    public static KohyaImport Understand(KohyaConfig file, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(file);
        var gui = Plain(file.Values);
        var arguments = KohyaGuiMapping.ToArguments(gui, words);
        var notes = KohyaGuiCorrections.Apply(gui, arguments);
        var import = KohyaMapping.ParseCommandLine(words, arguments, notes);
        var isLengthOfGui = gui.ContainsKey("max_train_steps") && KohyaGuiMapping.EpochsWithoutSteps(gui) is { } epochs && import.Settings.Run.MaxTrainEpochs == epochs;
        return import with { Settings = import.Settings with { Run = import.Settings.Run with { IsLengthOfGui = isLengthOfGui } } };
    }

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
