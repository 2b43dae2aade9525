using Senmitsu.Generation.Settings;
namespace Senmitsu.Training.Settings;

/// <summary>Where results go, and how often.</summary>
public sealed record OutputSettings
{
    /// <summary>Folder of the LoRA files, made if absent. Required.</summary>
    public string OutputDir { get; init; } = "";

    /// <summary>Name of the LoRA files without ending; null = epoch, at and last, as in sd-scripts.</summary>
    public string? OutputName { get; init; }

    /// <summary>Type of the tensors in the file; null = the training type.</summary>
    public SavePrecision? SavePrecision { get; init; }

    /// <summary>The only file format written.</summary>
    public string SaveModelAs { get; init; } = "safetensors";

    /// <summary>Save after every n-th epoch; null = only at the end.</summary>
    public int? SaveEveryNEpochs { get; init; }

    /// <summary>Save after every n-th update; null = only at the end.</summary>
    public int? SaveEveryNSteps { get; init; }

    /// <summary>Keep only the files of the last n epochs; null = keep all.</summary>
    public int? SaveLastNEpochs { get; init; }

    /// <summary>Save about so many times, evenly over the epochs; wins over <see cref="SaveEveryNEpochs"/>; null = not used.</summary>
    public int? SaveNEpochRatio { get; init; }

    /// <summary>Keep only the files of the last n steps (steps, not files); null = keep all.</summary>
    public int? SaveLastNSteps { get; init; }

    /// <summary>Folder of the curves; null = none are written.</summary>
    public string? LoggingDir { get; init; }

    /// <summary>Put before the name of the run's folder of curves.</summary>
    public string? LogPrefix { get; init; }

    /// <summary>Kind of curves: null or tensorboard.</summary>
    public string? LogWith { get; init; }

    /// <summary>What the file says about itself.</summary>
    public ModelspecSettings Modelspec { get; init; } = new();

    internal IEnumerable<SettingProblem> Problems()
    {
        if (string.IsNullOrWhiteSpace(OutputDir)) yield return new("output_dir", "", "the output folder is required", "give a folder; it is made if it does not exist");
        if (OutputName is not null && (OutputName.Length == 0 || OutputName.AsSpan().IndexOfAny('/', '\\', '\0') >= 0 || OutputName is "." or ".."))
            yield return new("output_name", OutputName, "must be a file name without folder", "put the folder into output_dir");
        if (SaveModelAs != "safetensors") yield return new("save_model_as", SaveModelAs, "only safetensors is written: the others can carry programs", "use safetensors");
        if (SaveEveryNEpochs < 1) yield return Rules.Minimum("save_every_n_epochs", SaveEveryNEpochs.Value, 1);
        if (SaveEveryNSteps < 1) yield return Rules.Minimum("save_every_n_steps", SaveEveryNSteps.Value, 1);
        if (SaveLastNEpochs < 1) yield return Rules.Minimum("save_last_n_epochs", SaveLastNEpochs.Value, 1);
        if (SaveNEpochRatio < 1) yield return Rules.Minimum("save_n_epoch_ratio", SaveNEpochRatio.Value, 1);
        if (SaveLastNSteps < 1) yield return Rules.Minimum("save_last_n_steps", SaveLastNSteps.Value, 1);
        if (LogWith is not (null or "tensorboard")) yield return new("log_with", LogWith, "only tensorboard is supported", "use tensorboard");
        if (LogWith is not null && string.IsNullOrWhiteSpace(LoggingDir)) yield return new("logging_dir", "", $"is required with log_with {LogWith}", "give a folder, or leave log_with out");
    }
}
