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

    /// <summary>Every n epochs, but not the last one, which is the final file.</summary>
    public static bool IsEpochSave(int epoch, int epochs, OutputSettings output) =>
        output.SaveEveryNEpochs is { } n && epoch % n == 0 && epoch < epochs;

    /// <summary>Every n steps.</summary>
    public static bool IsStepSave(int step, int everyNSteps) => step % everyNSteps == 0;
}
