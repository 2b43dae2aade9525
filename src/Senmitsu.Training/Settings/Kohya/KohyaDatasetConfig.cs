using Senmitsu.Formats.Kohya;
using Senmitsu.Generation.Settings;
using Senmitsu.Training.Datasets;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>Understands files of data sets: a value counts for its folder if it stands there, else in its data set, else in general, else in the run's settings.</summary>
public static class KohyaDatasetConfig
{
    private const string General = "general", Datasets = "datasets", Subsets = "subsets";

    /// <summary>The data sets of a file.</summary>
    /// <param name="path">TOML or JSON.</param>
    /// <param name="settings">What the file leaves out.</param>
    /// <exception cref="KohyaConfigException">The file is neither TOML nor JSON.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidSettingsException">Something in it cannot be; everything is listed.</exception>
    public static IReadOnlyList<DatasetDefinition> Read(string path, DatasetSettings settings) => Understand(KohyaDatasetFile.Read(path), settings);

    /// <summary>The data sets a file describes.</summary>
    /// <param name="config">Its content.</param>
    /// <param name="settings">What it leaves out.</param>
    /// <exception cref="InvalidSettingsException">Something in it cannot be; everything is listed.</exception>
    public static IReadOnlyList<DatasetDefinition> Understand(KohyaConfig config, DatasetSettings settings)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(settings);
        var problems = new List<SettingProblem>();
        foreach (var name in config.Values.Keys.Where(name => name is not (General or Datasets)))
            problems.Add(new(name, "", "is not known at the top of a file of data sets", $"put it under [{General}], [[{Datasets}]] or [[{Datasets}.{Subsets}]]"));

        var general = new Section("general.", DatasetLevels.General, Table(config.Values.GetValueOrDefault(General)) ?? new Dictionary<string, KohyaValue>());
        general.Check(problems);
        var result = new List<DatasetDefinition>();
        foreach (var (dataset, i) in Tables(config.Values.GetValueOrDefault(Datasets)).Select((table, i) => (table, i)))
            result.Add(Dataset(new Section($"{Datasets}[{i}].", DatasetLevels.Dataset, dataset), general, settings, problems));

        if (result.Count == 0) problems.Add(new(Datasets, "", "the file describes no data set", $"add [[{Datasets}]] with a [[{Datasets}.{Subsets}]] that has an image_dir"));
        return problems.Count == 0 ? result : throw new InvalidSettingsException(problems);
    }

    private static DatasetDefinition Dataset(Section section, Section general, DatasetSettings settings, List<SettingProblem> problems)
    {
        section.Check(problems);
        var dataset = general.PutInto(section.PutInto(settings.ToDefinition(), problems), problems, except: section);
        bool hasResolution = settings.Resolution is not null || section.Values.ContainsKey("resolution") || general.Values.ContainsKey("resolution");
        problems.AddRange(DatasetSettings.SizeProblems(hasResolution ? dataset.Buckets.Resolution : null, dataset.Buckets, section.Name));
        if (dataset.BatchSize < 1) problems.Add(Rules.Minimum(section.Name + "batch_size", dataset.BatchSize, 1));

        var subsets = new List<SubsetDefinition>();
        foreach (var (table, i) in Tables(section.Values.GetValueOrDefault(Subsets)).Select((table, i) => (table, i)))
        {
            var own = new Section($"{section.Name}{Subsets}[{i}].", DatasetLevels.Subset, table);
            own.Check(problems);
            var subset = own.PutInto(settings.ToSubset(), problems);
            subset = section.PutInto(subset, problems, own);
            subset = general.PutInto(subset, problems, own, section);
            if (subset.Folder.Length == 0 && !table.ContainsKey("metadata_file")) problems.Add(new(own.Name + "image_dir", "", "the folder of pictures is required", "give the folder that holds the pictures themselves"));
            if (table.ContainsKey("conditioning_data_dir") && !settings.MaskedLoss) problems.Add(new(own.Name + "conditioning_data_dir", "", "needs masked_loss", "add --masked_loss to the command line"));
            problems.AddRange(settings.UseProblems(subset, own.Name));
            subsets.Add(subset);
        }

        if (subsets.Count == 0) problems.Add(new(section.Name + Subsets, "", "the data set has no folders", $"add [[{Datasets}.{Subsets}]] with an image_dir"));
        if (subsets.Select(subset => (subset.MaskFolder is null, subset.MetadataPath is null)).Distinct().Skip(1).Any())
            problems.Add(new(section.Name + Subsets, "", "folders with and without conditioning_data_dir or metadata_file cannot be mixed in the same dataset", $"put them into [[{Datasets}]] of their own"));
        return dataset with { Subsets = subsets };
    }

    private static IReadOnlyDictionary<string, KohyaValue>? Table(KohyaValue? value) => value?.Raw as IReadOnlyDictionary<string, KohyaValue>;

    private static IEnumerable<IReadOnlyDictionary<string, KohyaValue>> Tables(KohyaValue? value) =>
        value?.Raw is IReadOnlyList<KohyaValue> list ? list.Select(Table).OfType<IReadOnlyDictionary<string, KohyaValue>>() : [];

    /// <summary>One table of the file.</summary>
    private sealed record Section(string Name, DatasetLevels Level, IReadOnlyDictionary<string, KohyaValue> Values)
    {
        /// <summary>Names unknown keys and those that stand in the wrong place.</summary>
        public void Check(List<SettingProblem> problems)
        {
            foreach (var name in Values.Keys.Where(name => !(Level == DatasetLevels.Dataset && name == Subsets)))
            {
                if (!KohyaDatasetKeys.All.TryGetValue(name, out var key))
                    problems.Add(new(Name + name, "", "is not known", KohyaDatasetKeys.All.ContainsKey(KohyaArguments.Nearest(name) ?? "") ? $"did you mean {KohyaArguments.Nearest(name)}?" : "remove it"));
                else if (!key.Levels.HasFlag(Level))
                    problems.Add(new(Name + name, "", $"does not belong here, but to {key.Levels}", "move it"));
            }
        }

        public DatasetDefinition PutInto(DatasetDefinition dataset, List<SettingProblem> problems, Section? except = null)
        {
            foreach (var (key, value) in Known(except is null ? [] : [except])) dataset = key.ToDataset(dataset, value) ?? Wrong(dataset, key, value, problems);
            return dataset;
        }

        public SubsetDefinition PutInto(SubsetDefinition subset, List<SettingProblem> problems, params Section[] except)
        {
            foreach (var (key, value) in Known(except)) subset = key.ToSubset(subset, value) ?? Wrong(subset, key, value, problems);
            return subset;
        }

        private IEnumerable<(KohyaDatasetKey Key, KohyaValue Value)> Known(Section[] except)
        {
            foreach (var (name, value) in Values)
            {
                if (value.Kind == KohyaValueKind.Null || Array.Exists(except, section => section.Values.ContainsKey(name))) continue;
                if (KohyaDatasetKeys.All.TryGetValue(name, out var key) && key.Levels.HasFlag(Level)) yield return (key, value);
            }
        }

        private T Wrong<T>(T unchanged, KohyaDatasetKey key, KohyaValue value, List<SettingProblem> problems)
        {
            var problem = new SettingProblem(Name + key.Name, value.ToString(), key.Rule, "correct it or leave it out");
            if (!problems.Contains(problem)) problems.Add(problem);
            return unchanged;
        }
    }
}
