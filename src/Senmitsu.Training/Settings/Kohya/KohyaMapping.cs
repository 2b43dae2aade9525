using Senmitsu.Generation.Settings;
using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using Senmitsu.Formats.Kohya;
using Senmitsu.Training.Datasets;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>Translates between sd-scripts' arguments and <see cref="TrainingSettings"/>. Everything wrong is reported together; nothing is swallowed.</summary>
public static class KohyaMapping
{
    // Without value these mean "not given" in kohya_ss, which writes 0 for an empty field.
    private static readonly HashSet<string> UnsetByZero =
        ["save_every_n_epochs", "save_every_n_steps", "save_last_n_epochs", "save_n_epoch_ratio", "save_last_n_steps", "save_last_n_epochs_state", "save_last_n_steps_state", "initial_epoch", "sample_every_n_steps", "sample_every_n_epochs", "max_train_epochs", "clip_skip", "max_timestep", "lr_scheduler_timescale", "max_token_length", "network_dim", "vae_batch_size", "multires_noise_iterations"];

    private static readonly HashSet<string> OtherPaths = ["vae", "tokenizer", "dataset_config", "in_json", "resume", "network_weights", "sample_prompts", "metadata_thumbnail", "output_name"];

    /// <summary>Understands a command line of <c>train_network.py</c>. Explicit arguments win over the file of <c>--config_file</c>.</summary>
    /// <param name="args">The words after the verb.</param>
    /// <param name="readConfigFile">Reads a TOML file as names and values; tables may be nested. Usually <see cref="KohyaFiles.ReadToml"/>; <see cref="IOException"/> and <see cref="KohyaConfigException"/> become problems.</param>
    public static KohyaImport ParseCommandLine(IReadOnlyList<string> args, Func<string, IReadOnlyDictionary<string, object?>> readConfigFile)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(readConfigFile);
        var problems = new List<SettingProblem>();
        var explicitly = KohyaCommandLine.Parse(args, problems);
        var merged = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (explicitly.Remove("output_config", out var isWritten) && isWritten is true) return ForOutput(explicitly, problems);
        if (explicitly.Remove("config_file", out var file) && file is string path)
        {
            path = WithEnding(path);
            try
            {
                merged = Flatten(readConfigFile(path));
            }
            catch (IOException exception)
            {
                problems.Add(new("config_file", path, $"cannot be read: {exception.Message}", "give the path of a TOML file"));
            }
            catch (KohyaConfigException exception)
            {
                problems.Add(new("config_file", path, exception.Message, "correct the file"));
            }
        }

        foreach (var (name, value) in explicitly) merged[name] = value;
        return Import(merged, problems);
    }

    /// <summary>The words alone, to be written into the file that <c>--config_file</c> names; what is only missing may be given later.</summary>
    private static KohyaImport ForOutput(Dictionary<string, object?> explicitly, List<SettingProblem> problems)
    {
        if (explicitly.Remove("config_file", out var file) && file is string path)
        {
            var import = Import(explicitly, problems);
            return import with { Problems = [.. import.Problems.Where(problem => problem.Value.Length > 0)], OutputConfig = WithEnding(path) };
        }

        problems.Add(new("output_config", "true", "needs the name of a file", "give it as --config_file FILE.toml"));
        return Import(explicitly, problems);
    }

    private static string WithEnding(string path) => path.EndsWith(".toml", StringComparison.Ordinal) ? path : path + ".toml";

    /// <summary>Understands a command line whose words win over arguments from elsewhere.</summary>
    /// <param name="args">The words.</param>
    /// <param name="preset">Values by name, as for <see cref="ToSettings"/>.</param>
    /// <param name="notes">What is already known of them.</param>
    public static KohyaImport ParseCommandLine(IReadOnlyList<string> args, IReadOnlyDictionary<string, object?> preset, IReadOnlyList<string> notes)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(preset);
        var problems = new List<SettingProblem>();
        var merged = Flatten(preset);
        foreach (var (name, value) in KohyaCommandLine.Parse(args, problems)) merged[name] = value;
        var import = Import(merged, problems);
        return import with { Notes = [.. notes, .. import.Notes] };
    }

    /// <summary>Understands arguments by name.</summary>
    /// <param name="arguments">Values as bool, number, text or list; null = not given. Nested tables are flattened, as sd-scripts does.</param>
    public static KohyaImport ToSettings(IReadOnlyDictionary<string, object?> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return Import(Flatten(arguments), []);
    }

    /// <summary>The arguments that give these settings, as a configuration file for sd-scripts holds them: sorted, without what is unset.</summary>
    /// <returns>Values are bool, long, double, string, or a list of string or double.</returns>
    /// <param name="settings">The settings.</param>
    /// <param name="withOurs">Whether those that sd-scripts does not know come too, so that nothing is lost.</param>
    public static IReadOnlyList<KeyValuePair<string, object>> ToArguments(TrainingSettings settings, bool withOurs = false)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var values = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var binding in KohyaBindings.All) Put(binding.Argument, binding.Get(settings));
        Put("resolution", settings.Dataset.Resolution is { } resolution ? KohyaResolution.Format(resolution) : null);
        Put("max_token_length", (long?)settings.Dataset.MaxTokenLength);
        Put("face_crop_aug_range", settings.Dataset.Augmentation.FaceCrop?.ToString());
        Put("network_args", NetworkArgumentList.WriteAsGiven(settings.Network));
        Put("optimizer_type", settings.Optimizer.Type);
        Put("optimizer_args", OptimizerArguments.WriteAsGiven(settings.Optimizer));
        Put("lr_scheduler", KohyaBindings.NameOf(KohyaBindings.Schedulers, settings.LearningRate.Scheduler));
        Put("lr_scheduler_type", settings.LearningRate.Torch?.Name);
        Put("lr_scheduler_args", SchedulerArguments.Write(settings.LearningRate));
        Put("text_encoder_lr", settings.LearningRate.TextEncoderLr is { } rate ? new List<double> { rate } : null);
        return [.. values];

        void Put(string name, object? value)
        {
            if (value is null or false or "" or ICollection { Count: 0 } || (KohyaArguments.Find(name)!.IsOurs && !withOurs)) return;
            if (value is StepCount { Value: 0 }) return;
            values[name] = value switch { StepCount { IsRatio: false } steps => (long)steps.Value, StepCount share => share.Value, _ => value };
        }
    }

    private static KohyaImport Import(Dictionary<string, object?> arguments, List<SettingProblem> problems)
    {
        var notes = new List<string>();
        var values = Convert(arguments, problems, notes);
        var settings = new TrainingSettings();
        foreach (var binding in KohyaBindings.All)
        {
            if (values.TryGetValue(binding.Argument, out var value)) settings = binding.Set(settings, value);
        }

        settings = SetSpecial(settings, values, problems, notes);
        notes.AddRange(SettingNotes.Of(settings));
        var reported = problems.Select(problem => problem.Path).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(settings.Validate().Where(problem => !reported.Contains(problem.Path)));
        return new(settings, problems, notes)
        {
            DryRun = values.GetValueOrDefault("dry_run") is true,
            Json = values.GetValueOrDefault("json") is true,
        };
    }

    private static Dictionary<string, object> Convert(Dictionary<string, object?> arguments, List<SettingProblem> problems, List<string> notes)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, raw) in arguments)
        {
            if (KohyaArguments.Find(name) is not { } argument)
                problems.Add(KohyaCommandLine.Unknown(name));
            else if (raw is null or "")
                continue;
            else if (argument.Support == ArgumentSupport.Harmless)
                AddHarmless(argument, raw, values, notes);
            else if (!KohyaValues.TryConvert(argument, raw, out var value, out var rule))
                problems.Add(new(argument.Name, KohyaValues.Display(raw), rule, "correct it or leave it out"));
            else if (argument.Support == ArgumentSupport.Refused)
            {
                if (!KohyaValues.IsDefault(argument, value))
                    problems.Add(new(argument.Name, KohyaValues.Display(value), argument.Refusal.Why, argument.Refusal.Remedy));
            }
            else if (value is string text && IsMarredPath(argument, text))
                problems.Add(new(argument.Name, JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(), "holds a control character, which a backslash between double quotes begins in TOML", "write the path between single quotes, or with / in place of \\"));
            else if (value is 0L && UnsetByZero.Contains(argument.Name))
                notes.Add($"{argument.Name} = 0 counts as not given");
            else
                values[argument.Name] = value;
        }

        return values;
    }

    // train_data_dir = "C:\new\train" is C:, a line feed, ew, a tabulator, rain.
    private static bool IsMarredPath(KohyaArgument argument, string text) =>
        text.Any(char.IsControl) && (argument.Name.EndsWith("_dir", StringComparison.Ordinal) || argument.Name.EndsWith("_path", StringComparison.Ordinal) || OtherPaths.Contains(argument.Name));

    private static void AddHarmless(KohyaArgument argument, object raw, Dictionary<string, object> values, List<string> notes)
    {
        if (!KohyaValues.TryConvert(argument, raw, out var value, out _) || KohyaValues.IsDefault(argument, value)) return;
        values[argument.Name] = value;
        notes.Add($"{argument.Name} has no effect here");
    }

    private static TrainingSettings SetSpecial(TrainingSettings settings, Dictionary<string, object> values, List<SettingProblem> problems, List<string> notes)
    {
        var (dataset, optimizer, rate) = (settings.Dataset, settings.Optimizer, settings.LearningRate);
        if (values.GetValueOrDefault("resolution") is string resolution)
        {
            if (KohyaResolution.TryParse(resolution, out var size)) dataset = dataset with { Resolution = size };
            else problems.Add(new("resolution", resolution, "must be SIZE or WIDTH,HEIGHT", "use 512,512"));
        }

        if (values.GetValueOrDefault("max_token_length") is long length) dataset = dataset with { MaxTokenLength = (int)Math.Clamp(length, 0, int.MaxValue) };
        if (dataset is { CacheLatentsToDisk: true, CacheLatents: false })
        {
            dataset = dataset with { CacheLatents = true };
            notes.Add("cache_latents_to_disk is enabled, so cache_latents is also enabled");
        }

        dataset = SetDataset(dataset, values, problems, notes);

        optimizer = OptimizerArguments.Read(optimizer, values, problems);
        rate = SchedulerArguments.Read(rate, values, problems);
        if (values.GetValueOrDefault("text_encoder_lr") is List<double> { Count: > 0 } rates)
        {
            rate = rate with { TextEncoderLr = rates[0] };
            if (rates.Distinct().Skip(1).Any()) notes.Add($"text_encoder_lr: only the first value, {KohyaValues.Display(rates[0])}, counts: SD 1.x has one text encoder");
        }

        var network = values.GetValueOrDefault("network_args") is List<string> items ? NetworkArgumentList.Read(settings.Network, items, problems, notes) : settings.Network;
        return settings with { Dataset = dataset, Network = network, Optimizer = optimizer, LearningRate = rate };
    }

    private static DatasetSettings SetDataset(DatasetSettings dataset, Dictionary<string, object> values, List<SettingProblem> problems, List<string> notes)
    {
        if (values.GetValueOrDefault("face_crop_aug_range") is string range)
        {
            if (FaceCropRange.TryParse(range, out var faces)) dataset = dataset with { Augmentation = dataset.Augmentation with { FaceCrop = faces } };
            else problems.Add(new("face_crop_aug_range", range, "must be two positive numbers in order", "use 2.0,4.0"));
            if (dataset.EnableBucket || dataset.CacheLatents) notes.Add("face_crop_aug_range has no effect with enable_bucket or cache_latents");
        }

        if (dataset is { BucketNoUpscale: true, EnableBucket: true }) notes.Add("min_bucket_reso and max_bucket_reso are ignored, because bucket_no_upscale is set");
        if (dataset.DatasetConfig is null) return dataset;
        if (dataset.TrainDataDir.Length > 0) notes.Add("train_data_dir is ignored, because dataset_config is given");
        if (dataset.RegDataDir is not null) notes.Add("reg_data_dir is ignored, because dataset_config is given");
        if (dataset.InJson is not null) notes.Add("in_json is ignored, because dataset_config is given");
        return dataset;
    }

    private static Dictionary<string, object?> Flatten(IReadOnlyDictionary<string, object?> arguments)
    {
        var flat = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in arguments)
        {
            if (value is IEnumerable<KeyValuePair<string, object?>> table)
                foreach (var (inner, innerValue) in table) flat[inner] = innerValue;
            else
                flat[name] = value;
        }

        return flat;
    }
}
