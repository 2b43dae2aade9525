using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Senmitsu.Tests.Formats.Numpy;

/// <summary>Writes .npy and .npz files as NumPy does.</summary>
internal static class NpzBytes
{
    /// <summary>A .npy file of version 1.0.</summary>
    public static byte[] Array(string type, string shape, ReadOnlySpan<byte> data, string fortran = "False")
    {
        var header = $"{{'descr': '{type}', 'fortran_order': {fortran}, 'shape': ({shape}), }}";
        header = header.PadRight(((10 + header.Length + 64) / 64 * 64) - 11) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. data];
    }

    public static byte[] Singles(string shape, params float[] values) => Array("<f4", shape, MemoryMarshal.AsBytes(values.AsSpan()));

    public static byte[] Whole(params long[] values) => Array("<i8", $"{values.Length},", MemoryMarshal.AsBytes(values.AsSpan()));

    /// <summary>An uncompressed archive, as <c>numpy.savez</c> writes it.</summary>
    public static void Write(string path, params (string Name, byte[] Content)[] arrays)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, content) in arrays)
        {
            using var stream = archive.CreateEntry(name + ".npy", CompressionLevel.NoCompression).Open();
            stream.Write(content);
        }
    }
}
