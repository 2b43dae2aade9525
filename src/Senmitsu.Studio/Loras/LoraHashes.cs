using Senmitsu.Formats.Kohya;
using Senmitsu.Studio.Models;

namespace Senmitsu.Studio.Loras;

/// <summary>The names by which other programs know a LoRA file.</summary>
/// <param name="Shown">12 digits, as AUTOMATIC1111 writes into infotext: the hash in the metadata, else that of the tensors.</param>
/// <param name="AutoV2">10 digits of the SHA-256 of the whole file, Civitai's AutoV2.</param>
/// <param name="AutoV3">12 digits of the SHA-256 of the tensors, Civitai's AutoV3; <see langword="null"/> where the file is no safetensors file.</param>
public sealed record LoraHashes(string Shown, string AutoV2, string? AutoV3)
{
    private const int AutoV2Digits = 10, AutoV3Digits = 12;

    /// <summary>Computes all of them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="token">Stops the hashing.</param>
    public static LoraHashes Of(string path, CancellationToken token) =>
        new(LoraCatalog.Hash(path, token), ModelFileHashes.Sha256(path, token)[..AutoV2Digits].ToUpperInvariant(), IsSafetensors(path) ? ModelFileHashes.Sha256OfTensors(path, token)[..AutoV3Digits].ToUpperInvariant() : null);

    /// <summary>Whether a path ends as safetensors files do.</summary>
    internal static bool IsSafetensors(string path) => path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase);
}
