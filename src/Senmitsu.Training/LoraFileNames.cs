using System.Globalization;
using Senmitsu.Training.Settings;

namespace Senmitsu.Training;

/// <summary>Names of the files of a run, as sd-scripts gives them (library/train_util.py, get_epoch_ckpt_name and siblings).</summary>
public static class LoraFileNames
{
    private const string Extension = ".safetensors";

    /// <summary><c>name-000010.safetensors</c>.</summary>
    public static string ForEpoch(OutputSettings output, int epoch) =>
        string.Create(CultureInfo.InvariantCulture, $"{output.OutputName ?? "epoch"}-{epoch:D6}{Extension}");

    /// <summary><c>name-step00000500.safetensors</c>.</summary>
    public static string ForStep(OutputSettings output, int step) =>
        string.Create(CultureInfo.InvariantCulture, $"{output.OutputName ?? "at"}-step{step:D8}{Extension}");

    /// <summary><c>name.safetensors</c>.</summary>
    public static string Final(OutputSettings output) => $"{output.OutputName ?? "last"}{Extension}";

    /// <summary><c>name-000010-state</c>: folder of the state kept with a LoRA file.</summary>
    public static string State(string loraName) => $"{Path.GetFileNameWithoutExtension(loraName)}-state";

    /// <summary><c>name-unfinished-state</c>: folder of the state for interruptions; gone when the run ends.</summary>
    public static string UnfinishedState(OutputSettings output) => State($"{Path.GetFileNameWithoutExtension(Final(output))}-unfinished{Extension}");

    /// <summary>Epochs between saves: <c>save_every_n_epochs</c>, or so many that <c>save_n_epoch_ratio</c> files come about; null = none.</summary>
    public static int? EpochInterval(OutputSettings output, int epochs) =>
        output.SaveNEpochRatio is { } ratio ? Math.Max(1, epochs / ratio) : output.SaveEveryNEpochs;

    /// <summary>Every n epochs, but not the last one, which is the final file.</summary>
    public static bool IsEpochSave(int epoch, int epochs, OutputSettings output) =>
        EpochInterval(output, epochs) is { } n && epoch % n == 0 && epoch < epochs;

    /// <summary>The step whose save is deleted when this one is made (sd-scripts counts <c>save_last_n_steps</c> in steps, not in files).</summary>
    /// <param name="step">Updates done.</param>
    /// <param name="every">Steps between saves.</param>
    /// <param name="kept">Steps within which saves are kept.</param>
    public static int? OutdatedStep(int step, int every, int kept)
    {
        var outdated = step - kept - 1;
        outdated -= outdated % every;
        return outdated > 0 ? outdated : null;
    }

    /// <summary>Every n steps.</summary>
    public static bool IsStepSave(int step, int everyNSteps) => step % everyNSteps == 0;
}
