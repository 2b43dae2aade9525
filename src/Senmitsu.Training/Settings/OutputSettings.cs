using Senmitsu.Generation.Settings;
namespace Senmitsu.Training.Settings;

/// <summary>Where results go, and how often.</summary>
public sealed record OutputSettings
{
    /// <summary>sd-scripts' name of Weights &amp; Biases.</summary>
    internal const string Wandb = "wandb";

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

    /// <summary>Name of the innermost folder of curves; null = network_train.</summary>
    public string? LogTrackerName { get; init; }

    /// <summary>Kind of curves: tensorboard, wandb or all. Null = tensorboard. Weights &amp; Biases is never written.</summary>
    public string? LogWith { get; init; }

    /// <summary>What the file says about itself.</summary>
    public ModelspecSettings Modelspec { get; init; } = new();

    internal IEnumerable<SettingProblem> Problems()
    {
        if (string.IsNullOrWhiteSpace(OutputDir)) yield return new("output_dir", "", "the output folder is required", "give a folder; it is made if it does not exist");
        if (OutputName is not null && !IsName(OutputName))
            yield return new("output_name", OutputName, "must be a file name without folder", "put the folder into output_dir");
        if (SaveModelAs != "safetensors") yield return new("save_model_as", SaveModelAs, "only safetensors is written: the others can carry programs", "use safetensors");
        if (SaveEveryNEpochs < 1) yield return Rules.Minimum("save_every_n_epochs", SaveEveryNEpochs.Value, 1);
        if (SaveEveryNSteps < 1) yield return Rules.Minimum("save_every_n_steps", SaveEveryNSteps.Value, 1);
        if (SaveLastNEpochs < 1) yield return Rules.Minimum("save_last_n_epochs", SaveLastNEpochs.Value, 1);
        if (SaveNEpochRatio < 1) yield return Rules.Minimum("save_n_epoch_ratio", SaveNEpochRatio.Value, 1);
        if (SaveLastNSteps < 1) yield return Rules.Minimum("save_last_n_steps", SaveLastNSteps.Value, 1);
        if (LogTrackerName is not null && !IsName(LogTrackerName)) yield return new("log_tracker_name", LogTrackerName, "must be a folder name without folders above it", "put these into logging_dir");
        if (LogWith is not (null or "tensorboard" or Wandb or "all")) yield return new("log_with", LogWith, "must be tensorboard, wandb or all", "use tensorboard");
        else if (LogWith is not (null or Wandb) && string.IsNullOrWhiteSpace(LoggingDir)) yield return new("logging_dir", "", $"is required with log_with {LogWith}", "give a folder, or leave log_with out");
    }

    private static bool IsName(string text) => text.Length > 0 && text.AsSpan().IndexOfAny('/', '\\', '\0') < 0 && text is not ("." or "..");
}
