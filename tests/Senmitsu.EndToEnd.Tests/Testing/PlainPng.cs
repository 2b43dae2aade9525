using System.Buffers.Binary;
using System.IO.Compression;

namespace Senmitsu.EndToEnd.Tests.Testing;

/// <summary>Reads and writes PNG files of 8 bits per value with this file's own code, so that the program's is not trusted to check itself.</summary>
internal static class PlainPng
{
    /// <summary>Writes an RGB picture.</summary>
    public static void Write(string path, int width, int height, Func<int, int, (byte Red, byte Green, byte Blue)> color)
    {
        using var raw = new MemoryStream();
        using (var deflate = new ZLibStream(raw, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                deflate.WriteByte(0);
                for (var x = 0; x < width; x++)
                {
                    var (red, green, blue) = color(x, y);
                    deflate.Write([red, green, blue]);
                }
            }
        }

        using var file = File.Create(path);
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        Chunk(file, "IHDR", header);
        Chunk(file, "IDAT", raw.ToArray());
        Chunk(file, "IEND", []);
    }

    /// <summary>Reads RGB or RGBA without interlacing.</summary>
    /// <returns>Width, height and [H, W, 3].</returns>
    public static (int Width, int Height, byte[] Pixels) Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        using var packed = new MemoryStream();
        int width = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), height = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)), channels = bytes[25] == 6 ? 4 : 3;
        Assert.Equal((8, true, 0), (bytes[24], bytes[25] is 2 or 6, bytes[28]));
        for (var at = 8; at < bytes.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            if (bytes.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8)) packed.Write(bytes.AsSpan(at + 8, length));
            at += length + 12;
        }

        packed.Position = 0;
        using var inflate = new ZLibStream(packed, CompressionMode.Decompress);
        byte[] above = new byte[width * channels], row = new byte[width * channels];
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            var filter = inflate.ReadByte();
            inflate.ReadExactly(row);
            for (var i = 0; i < row.Length; i++)
            {
                int left = i < channels ? 0 : row[i - channels], up = above[i], corner = i < channels ? 0 : above[i - channels];
                row[i] += (byte)(filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => Paeth(left, up, corner) });
            }

            for (var x = 0; x < width; x++) row.AsSpan(x * channels, 3).CopyTo(pixels.AsSpan(((y * width) + x) * 3));
            row.CopyTo(above, 0);
        }

        return (width, height, pixels);
    }

    private static int Paeth(int left, int up, int corner)
    {
        int toLeft = Math.Abs(up - corner), toUp = Math.Abs(left - corner), toCorner = Math.Abs(left + up - (2 * corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private static void Chunk(Stream file, string name, byte[] content)
    {
        byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(name), .. content];
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        file.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
