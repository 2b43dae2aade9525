using System.Buffers.Binary;
using Senmitsu.Formats.Pickle;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.Formats.Weights;

/// <summary>Opens weight files by what is in them, not by their ending: safetensors, or what <c>torch.save</c> writes.</summary>
public static class WeightFiles
{
    /// <summary>Endings under which models, LoRAs and embeddings are shared.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".safetensors", ".ckpt", ".pt", ".pth", ".bin"];

    /// <summary>First bytes of a zip archive, which torch writes since version 1.6.</summary>
    private const uint ZipMark = 0x04034B50;

    /// <summary>First two bytes of a pickle of protocol 2, which older versions wrote.</summary>
    private const ushort PickleMark = 0x0280;

    /// <summary>Opens a file of tensors under the names it gives them.</summary>
    /// <exception cref="SafetensorsException">It is no sound safetensors file, and nothing else that is known.</exception>
    /// <exception cref="PickleException">It is a pickle that is damaged or wants to run code.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static WeightFile Open(string path) => IsPickle(path) ? TorchFile.Open(path) : SafetensorsFile.Open(path);

    /// <summary>Whether a path has an ending of weight files.</summary>
    public static bool HasEnding(string path) => Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static bool IsPickle(string path)
    {
        if (!File.Exists(path)) return false;
        Span<byte> start = stackalloc byte[sizeof(ulong)];
        using var stream = File.OpenRead(path);
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length) return false;

        // A safetensors file begins with the length of its header, which is never this large.
        var isZip = BinaryPrimitives.ReadUInt32LittleEndian(start) == ZipMark;
        var isPickle = BinaryPrimitives.ReadUInt16LittleEndian(start) == PickleMark;
        return isZip || (isPickle && BinaryPrimitives.ReadUInt64LittleEndian(start) > SafetensorsHeader.MaxHeaderSizeInBytes);
    }
}
