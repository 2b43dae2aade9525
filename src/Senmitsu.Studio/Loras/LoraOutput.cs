using System.Globalization;
using Senmitsu.Formats.Kohya;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Models.Lora.Tools;
using static TorchSharp.torch;

namespace Senmitsu.Studio.Loras;

/// <summary>The file a LoRA tool writes: which, in which number format, with which metadata.</summary>
/// <param name="Path">A new <c>.safetensors</c> file.</param>
/// <param name="Precision">fp32, fp16 or bf16.</param>
/// <param name="Overwrites">Whether an existing file may be replaced; never one that is read.</param>
public sealed record LoraOutput(string Path, string Precision = "fp16", bool Overwrites = false)
{
    private const string Dynamic = "Dynamic";

    /// <summary>The number format as libtorch calls it.</summary>
    /// <exception cref="UserErrorException">It is none of the known ones.</exception>
    internal ScalarType DataType => Precision switch
    {
        "fp32" or "float" => ScalarType.Float32,
        "fp16" => ScalarType.Float16,
        "bf16" => ScalarType.BFloat16,
        _ => throw new UserErrorException($"--precision {Precision} is unknown. Use fp32, fp16 or bf16."),
    };

    /// <summary>Refuses, before work starts, what could not be written or would destroy something.</summary>
    /// <param name="inputs">Files that are read.</param>
    /// <exception cref="UserErrorException">The output cannot be used.</exception>
    internal void Check(params IEnumerable<string> inputs)
    {
        _ = DataType;
        var full = System.IO.Path.GetFullPath(Path);
        if (!LoraHashes.IsSafetensors(full)) throw new UserErrorException($"--output {Path} does not end in .safetensors, the only format that is written. Change the name.");
        if (inputs.Any(input => string.Equals(System.IO.Path.GetFullPath(input), full, StringComparison.OrdinalIgnoreCase))) throw new UserErrorException($"--output {Path} is also an input, which is never overwritten. Give another name.");
        if (File.Exists(full) && !Overwrites) throw new UserErrorException($"--output {Path} exists. Give another name, or add --overwrite.");
        if (Directory.Exists(full)) throw new UserErrorException($"--output {Path} is a folder. Give the name of a new file.");
        if (!Directory.Exists(System.IO.Path.GetDirectoryName(full))) throw new UserErrorException($"--output {Path}: its folder does not exist. Make it first.");
    }

    /// <summary>Writes a LoRA with sd-scripts' metadata and hashes. The file appears whole or not at all.</summary>
    internal void Write(LoraToolResult result, IReadOnlyDictionary<string, string> facts)
    {
        var metadata = new Dictionary<string, string>(facts, StringComparer.Ordinal);
        metadata.TryAdd("ss_network_module", "networks.lora");
        metadata["ss_network_dim"] = One(result.Modules.Where(module => !module.IsConvolution).Select(module => (double)module.Rank));
        metadata["ss_network_alpha"] = One(result.Modules.Where(module => !module.IsConvolution).Select(module => module.Alpha));
        metadata.Remove(SshsHashes.ModelHashKey);
        metadata.Remove(SshsHashes.LegacyHashKey);
        var hashes = SshsHashes.Compute(result.Tensors, metadata);
        metadata[SshsHashes.ModelHashKey] = hashes.ModelHash;
        metadata[SshsHashes.LegacyHashKey] = hashes.LegacyHash;
        metadata["modelspec.sai_model_spec"] = "1.0.1";
        metadata.TryAdd("modelspec.architecture", "stable-diffusion-v1/lora");
        metadata["modelspec.title"] = System.IO.Path.GetFileNameWithoutExtension(Path);
        SafetensorsWriter.Write(Path, result.Tensors, metadata);
    }

    private static string One(IEnumerable<double> values)
    {
        var distinct = values.Select(value => Math.Round(value, 4)).Distinct().ToList();
        return distinct.Count == 1 ? distinct[0].ToString(CultureInfo.InvariantCulture) : Dynamic;
    }
}
