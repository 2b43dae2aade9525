using System.Security.Cryptography;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.Formats.Kohya;

/// <summary>The hash that LyCORIS puts into <c>sshs_model_hash</c> (KohakuBlueleaf/LyCORIS utils, precalculate_safetensors_hashes), unlike sd-scripts'.</summary>
public static class LycorisHash
{
    /// <summary>"0x" and 64 hexadecimal digits: SHA-256 of the tensors' bytes one after the other.</summary>
    /// <param name="tensors">In the order of the network, in the precision of the file; borrowed.</param>
    public static string Compute(IReadOnlyList<TensorData> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in tensors) hash.AppendData(tensor.Bytes.Span);
        return $"0x{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
