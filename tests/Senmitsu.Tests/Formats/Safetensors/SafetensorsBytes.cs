using System.Buffers.Binary;
using System.Text;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.Tests.Formats.Safetensors;

/// <summary>Hand-made safetensors files, right and wrong.</summary>
internal static class SafetensorsBytes
{
    public static byte[] Of(string header, int dataSizeInBytes) => Of(Encoding.UTF8.GetBytes(header), dataSizeInBytes);

    public static byte[] Of(byte[] header, int dataSizeInBytes) => [.. Length((ulong)header.Length), .. header, .. new byte[dataSizeInBytes]];

    public static byte[] Length(ulong length)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        return bytes;
    }

    public static SafetensorsHeader Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return SafetensorsHeader.Read(stream, "some/model.safetensors");
    }

    public static byte[] Write(IReadOnlyList<TensorData> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, tensors, metadata);
        return stream.ToArray();
    }
}
