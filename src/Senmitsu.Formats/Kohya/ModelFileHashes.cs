using System.Security.Cryptography;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.Formats.Kohya;

/// <summary>The hashes by which people name model files.</summary>
public static class ModelFileHashes
{
    internal const long LegacyOffset = 0x100000;
    internal const int LegacySizeInBytes = 0x10000;

    private const int LegacyDigits = 8;
    private const int BufferSizeInBytes = 1 << 20;

    /// <summary>The old hash: the first 8 digits of the SHA-256 of 64 KiB from 1 MiB on, or of what a shorter file has there.</summary>
    public static string Legacy(string path)
    {
        using var stream = File.OpenRead(path);
        return Legacy(stream);
    }

    /// <summary>The old hash of a seekable stream.</summary>
    public static string Legacy(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Position = LegacyOffset;
        var window = new byte[LegacySizeInBytes];
        return LegacyOf(window.AsSpan(0, stream.ReadAtLeast(window, window.Length, throwOnEndOfStream: false)));
    }

    /// <summary>SHA-256 of a whole file, 64 digits. The web UI shows the first 10 as model hash.</summary>
    /// <param name="path">The file.</param>
    /// <param name="token">Tested once per megabyte.</param>
    public static string Sha256(string path, CancellationToken token)
    {
        using var stream = File.OpenRead(path);
        return Sha256(stream, token);
    }

    /// <summary>SHA-256 of a safetensors file without its header, 64 digits, which editing metadata does not change. The web UI shows the first 12 as LoRA hash.</summary>
    /// <param name="path">The file.</param>
    /// <param name="token">Tested once per megabyte.</param>
    /// <exception cref="SafetensorsException">The file is not a valid safetensors file.</exception>
    public static string Sha256OfTensors(string path, CancellationToken token)
    {
        using var stream = File.OpenRead(path);
        stream.Position = SafetensorsHeader.Read(stream, path).DataOffset;
        return Sha256(stream, token);
    }

    internal static string LegacyOf(ReadOnlySpan<byte> window) => Convert.ToHexStringLower(SHA256.HashData(window))[..LegacyDigits];

    private static string Sha256(Stream stream, CancellationToken token)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSizeInBytes];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            token.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
