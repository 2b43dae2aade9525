using System.Text.Json;
using Senmitsu.Diffusion.Prompts;
using Senmitsu.Formats.Kohya;
using Senmitsu.Formats.Pickle;
using Senmitsu.Formats.Png;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Generation.Settings;
using Senmitsu.Models;
using Senmitsu.Models.Clip;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio;
using Senmitsu.Studio.Downloads;
using Senmitsu.Studio.Tokenizers;
using Senmitsu.Training;
using Senmitsu.Training.Datasets;

namespace Senmitsu.Cli;

/// <summary>The one mapping from exceptions to what people read and callers get.</summary>
internal static class ErrorReport
{
    /// <summary>Prints the error and returns the exit code.</summary>
    /// <param name="error">What happened.</param>
    /// <param name="isJson">Whether the caller reads JSON on standard output.</param>
    public static int Print(Exception error, bool isJson)
    {
        var code = ExitCode(error);
        if (isJson) Console.Out.WriteLine(JsonSerializer.Serialize(new { @event = "error", code, message = error.Message }, JsonOutput.Options));
        Console.Error.WriteLine(code == ExitCodes.Stopped ? "stopped" : $"error: {error.Message}");
        return code;
    }

    private static int ExitCode(Exception error) => error switch
    {
        OperationCanceledException => ExitCodes.Stopped,
        UserErrorException or TrainingStateException or InvalidSettingsException or DatasetException or PromptException => ExitCodes.BadInput,
        SafetensorsException or PickleException or ModelMismatchException or NonFiniteWeightsException or KohyaConfigException or PngException => ExitCodes.BadInput,
        ImageFileException or TokenizerException or DownloadException or ClipTokenizerException => ExitCodes.BadInput,
        FileNotFoundException or DirectoryNotFoundException or ArgumentException or NotSupportedException => ExitCodes.BadInput,
        _ => ExitCodes.Failed,
    };
}
