using System.Security.Cryptography;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.Formats.Kohya;

/// <summary>
/// The two hashes that sd-scripts puts into the metadata of a LoRA (<c>kohya-ss/sd-scripts</c> <c>library/train_util.py</c>,
/// <c>precalculate_safetensors_hashes</c>), which the web UI shows and Civitai searches by.
/// </summary>
/// <param name="ModelHash"><c>sshs_model_hash</c>: SHA-256 of the tensors' bytes, 64 hexadecimal digits.</param>
/// <param name="LegacyHash"><c>sshs_legacy_hash</c>: the 8 digits of <see cref="ModelFileHashes.Legacy(Stream)"/> for a file with only the <c>ss_</c> metadata.</param>
public readonly record struct SshsHashes(string ModelHash, string LegacyHash)
{
    /// <summary>Metadata key of <see cref="ModelHash"/>.</summary>
    public const string ModelHashKey = "sshs_model_hash";

    /// <summary>Metadata key of <see cref="LegacyHash"/>.</summary>
    public const string LegacyHashKey = "sshs_legacy_hash";

    /// <summary>Only these keys count, so that titles and hashes themselves can be added afterwards.</summary>
    private const string MetadataPrefix = "ss_";

    /// <summary>Computes both for the tensors as they will be saved.</summary>
    /// <param name="tensors">In any order, already in the precision of the file; borrowed.</param>
    /// <param name="metadata">All metadata of the file; what does not begin with <c>ss_</c> is left out.</param>
    public static SshsHashes Compute(IReadOnlyList<TensorData> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var modelHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in SafetensorsWriter.Order(tensors)) modelHash.AppendData(tensor.Bytes.Span);

        var training = metadata.Where(pair => pair.Key.StartsWith(MetadataPrefix, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        using var window = new WindowStream(ModelFileHashes.LegacyOffset, ModelFileHashes.LegacySizeInBytes);
        SafetensorsWriter.Write(window, tensors, training);
        return new SshsHashes(Convert.ToHexStringLower(modelHash.GetHashAndReset()), ModelFileHashes.LegacyOf(window.Captured));
    }
}
