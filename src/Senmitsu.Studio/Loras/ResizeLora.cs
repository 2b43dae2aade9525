using System.Globalization;
using Senmitsu.Formats.Weights;
using Senmitsu.Models.Lora.Tools;
using Senmitsu.Numerics;

namespace Senmitsu.Studio.Loras;

/// <summary>LoRA → the same LoRA with other ranks: <c>senmitsu lora resize</c>.</summary>
public static class ResizeLora
{
    /// <summary>Resizes.</summary>
    /// <param name="path">The LoRA file.</param>
    /// <param name="rule">Which ranks.</param>
    /// <param name="output">Where to.</param>
    /// <param name="token">Tested for every module.</param>
    /// <exception cref="UserErrorException">The file, the rule or the output cannot be used.</exception>
    public static LoraToolReport Run(string path, RankRule rule, LoraOutput output, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(output);
        RequiredFiles.Check("FILE", path);
        output.Check(path);
        NativeLibraries.Load();
        using var file = WeightFiles.Open(path);
        var result = LoraResize.Run(file, rule, output.DataType, token);
        var facts = file.Metadata.Where(pair => pair.Key.StartsWith("ss_", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        facts["ss_training_comment"] = $"{Comment(rule, result)}; {file.Metadata.GetValueOrDefault("ss_training_comment", "")}";
        output.Write(result, facts);
        return new LoraToolReport(output.Path, result.Modules);
    }

    /// <summary>sd-scripts' words (networks/resize_lora.py).</summary>
    private static string Comment(RankRule rule, LoraToolResult result)
    {
        var old = result.Modules.Max(module => module.OldRank);
        return rule.Method == RankMethod.Fixed
            ? $"dimension is resized from {old} to {rule.MaxRank}{(rule.MaxConvolutionRank == rule.MaxRank ? "" : $" (conv: {rule.MaxConvolutionRank})")}"
            : string.Create(CultureInfo.InvariantCulture, $"Dynamic resize with {KohyaName(rule.Method)}: {rule.Parameter} from {old}");
    }

    private static string KohyaName(RankMethod method) => method switch { RankMethod.Ratio => "sv_ratio", RankMethod.Frobenius => "sv_fro", _ => "sv_cumulative" };
}
