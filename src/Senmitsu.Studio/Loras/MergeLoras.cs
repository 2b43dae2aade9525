using Senmitsu.Formats.Weights;
using Senmitsu.Models.Lora.Tools;
using Senmitsu.Numerics;

namespace Senmitsu.Studio.Loras;

/// <summary>Several LoRAs → one, or LoRAs → checkpoint: <c>senmitsu lora merge</c>.</summary>
public static class MergeLoras
{
    /// <summary>Merges LoRAs into one LoRA.</summary>
    /// <param name="loras">The files.</param>
    /// <param name="ratios">A strength for each.</param>
    /// <param name="rule">Cuts the result; <see langword="null"/> keeps it exact.</param>
    /// <param name="output">Where to.</param>
    /// <param name="token">Tested for every module.</param>
    /// <exception cref="UserErrorException">A file or strength is missing, or the output cannot be used.</exception>
    public static LoraToolReport IntoLora(IReadOnlyList<string> loras, IReadOnlyList<LoraRatio> ratios, RankRule? rule, LoraOutput output, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (loras.Count < 2) throw new UserErrorException("lora merge needs two LoRAs or more, or one and --model with the checkpoint to merge it into.");
        output.Check(loras);
        return WithShares(loras, ratios, shares =>
        {
            var result = LoraMerge.Run(shares, rule, output.DataType, token);
            if (result.Modules.Count == 0) throw new UserErrorException("All strengths are 0, so nothing is left. Give --ratios other than 0.");
            var facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["modelspec.merged_from"] = Names(loras) };
            foreach (var key in (ReadOnlySpan<string>)["ss_base_model_version", "ss_v2"])
            {
                if (shares.Select(share => share.File.Metadata.GetValueOrDefault(key)).OfType<string>().FirstOrDefault() is { } value) facts[key] = value;
            }

            output.Write(result, facts);
            return new LoraToolReport(output.Path, result.Modules);
        });
    }

    /// <summary>Merges LoRAs into a checkpoint.</summary>
    /// <param name="modelPath">The checkpoint, or a folder of diffusers.</param>
    /// <param name="loras">The files.</param>
    /// <param name="ratios">A strength for each.</param>
    /// <param name="keepsPrecision">Whether every tensor keeps its number format.</param>
    /// <param name="output">Where to.</param>
    /// <param name="progress">Told the share done, 0…1.</param>
    /// <param name="token">Tested for every tensor.</param>
    /// <inheritdoc cref="IntoLora" path="/exception"/>
    public static LoraToolReport IntoCheckpoint(string modelPath, IReadOnlyList<string> loras, IReadOnlyList<LoraRatio> ratios, bool keepsPrecision, LoraOutput output, Action<double> progress, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(output);
        RequiredFiles.CheckModel("--model", modelPath);
        output.Check([modelPath, .. loras]);
        return WithShares(loras, ratios, shares =>
        {
            using var checkpoint = CheckpointFile.Open(modelPath);
            var metadata = new Dictionary<string, string>(checkpoint.Metadata, StringComparer.Ordinal)
            {
                ["modelspec.sai_model_spec"] = "1.0.1",
                ["modelspec.title"] = Path.GetFileNameWithoutExtension(output.Path),
                ["modelspec.merged_from"] = Names([modelPath, .. loras]),
            };
            metadata.TryAdd("format", "pt");
            metadata.TryAdd("modelspec.architecture", "stable-diffusion-v1");
            var report = CheckpointMerge.Run(checkpoint, shares, output.Path, keepsPrecision ? null : output.DataType, metadata, progress, token);
            return new LoraToolReport(output.Path, [], report.ChangedLayers, report.Unmatched);
        });
    }

    private static LoraToolReport WithShares(IReadOnlyList<string> loras, IReadOnlyList<LoraRatio> ratios, Func<IReadOnlyList<LoraShare>, LoraToolReport> run)
    {
        if (loras.Count == 0) throw new UserErrorException("lora merge needs a LoRA file.");
        if (ratios.Count is not 0 && ratios.Count != loras.Count) throw new UserErrorException($"--ratios has {ratios.Count} strengths for {loras.Count} LoRAs. Give one for each, or none for 1.");
        foreach (var lora in loras) RequiredFiles.Check("FILE", lora);
        NativeLibraries.Load();
        var shares = new List<LoraShare>();
        try
        {
            for (var i = 0; i < loras.Count; i++)
            {
                var ratio = ratios.Count == 0 ? new LoraRatio(1, 1) : ratios[i];
                shares.Add(new LoraShare(WeightFiles.Open(loras[i]), ratio.TextEncoder, ratio.Unet, ratio.Blocks));
            }

            return run(shares);
        }
        finally
        {
            foreach (var share in shares) share.File.Dispose();
        }
    }

    private static string Names(IEnumerable<string> paths) => string.Join(", ", paths.Select(path => Path.GetFileNameWithoutExtension(path.TrimEnd('/', '\\'))));
}
