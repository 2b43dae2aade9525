using Senmitsu.Formats.Weights;
using Senmitsu.Models.Lora.Tools;
using Senmitsu.Numerics;

namespace Senmitsu.Studio.Loras;

/// <summary>Two checkpoints → the LoRA between them: <c>senmitsu lora extract</c>.</summary>
public static class ExtractLora
{
    /// <summary>Extracts.</summary>
    /// <param name="originalPath">The checkpoint to start from.</param>
    /// <param name="tunedPath">The checkpoint to reach.</param>
    /// <param name="rank">Width over linear layers.</param>
    /// <param name="convolutionRank">Width over k×k convolutions; <see langword="null"/> leaves them out.</param>
    /// <param name="minDifference">A layer that differs less everywhere is left out.</param>
    /// <param name="output">Where to.</param>
    /// <param name="progress">Told the share done, 0…1.</param>
    /// <param name="token">Tested for every layer.</param>
    /// <exception cref="UserErrorException">A file or the output cannot be used.</exception>
    public static LoraToolReport Run(string originalPath, string tunedPath, int rank, int? convolutionRank, double minDifference, LoraOutput output, Action<double> progress, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (rank < 1 || convolutionRank is < 1) throw new UserErrorException("--rank and --conv-rank must be 1 or more; usual are 4 to 128.");
        RequiredFiles.CheckModel("--original", originalPath);
        RequiredFiles.CheckModel("--tuned", tunedPath);
        output.Check(originalPath, tunedPath);
        NativeLibraries.Load();
        using var original = CheckpointFile.Open(originalPath);
        using var tuned = CheckpointFile.Open(tunedPath);
        var result = LoraExtraction.Run(original, tuned, new ExtractionSettings(rank, convolutionRank, minDifference, output.DataType), progress, token);
        output.Write(result, new Dictionary<string, string>
        {
            ["ss_base_model_version"] = "sd_v1",
            ["ss_v2"] = "False",
            ["ss_training_comment"] = $"extracted: {Path.GetFileNameWithoutExtension(tunedPath)} - {Path.GetFileNameWithoutExtension(originalPath)}",
        });
        return new LoraToolReport(output.Path, result.Modules);
    }
}
