using System.Buffers.Binary;
using System.Text;

namespace Senmitsu.Formats.Png;

/// <summary>A chunk's place in a file: 4 bytes of length, 4 of type, the data, 4 of checksum.</summary>
/// <param name="Type">Four letters, such as <c>IDAT</c>.</param>
/// <param name="Start">Position of the length.</param>
/// <param name="DataSizeInBytes">Length of the data alone.</param>
internal readonly record struct PngChunk(string Type, long Start, int DataSizeInBytes)
{
    private const int FrameSizeInBytes = 12;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public long End => Start + DataSizeInBytes + FrameSizeInBytes;

    public bool IsText => Type is "tEXt" or "zTXt" or "iTXt";

    /// <summary>The chunks from <c>IHDR</c> to <c>IEND</c>, without reading their data.</summary>
    public static IEnumerable<PngChunk> Walk(Stream png)
    {
        var start = png.Position;
        var head = new byte[8];
        if (png.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !Signature.SequenceEqual(head))
            throw new PngException(PngFault.NotPng, "not a PNG file: the signature is missing");

        PngChunk chunk;
        for (var position = start + head.Length; ; position = chunk.End)
        {
            png.Position = position;
            if (png.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
                throw Truncated(position);

            var size = BinaryPrimitives.ReadUInt32BigEndian(head);
            chunk = new PngChunk(Encoding.Latin1.GetString(head, 4, 4), position, (int)Math.Min(size, int.MaxValue));
            if (position == start + head.Length && chunk.Type != "IHDR")
                throw new PngException(PngFault.NotPng, "not a PNG file: it does not begin with an IHDR chunk");
            if (size > int.MaxValue)
                throw new PngException(PngFault.ChunkTooLarge, $"the PNG chunk at byte {position} claims {size} bytes, at most {int.MaxValue} are allowed: the file is damaged");
            if (chunk.End > png.Length)
                throw Truncated(png.Length);

            yield return chunk;
            if (chunk.Type == "IEND") yield break;
        }
    }

    /// <summary>Puts a new chunk together.</summary>
    public static byte[] Assemble(string type, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[data.Length + FrameSizeInBytes];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.Latin1.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32.Of(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    /// <summary>Reads the data and checks it against the checksum.</summary>
    public byte[] ReadData(Stream png)
    {
        if (DataSizeInBytes > PngTextChunks.MaxTextSizeInBytes)
            throw new PngException(PngFault.ChunkTooLarge, $"the {Type} chunk at byte {Start} has {DataSizeInBytes} bytes, at most {PngTextChunks.MaxTextSizeInBytes} are read");

        png.Position = Start + 4;
        var typeAndData = new byte[DataSizeInBytes + 4];
        png.ReadExactly(typeAndData);
        Span<byte> checksum = stackalloc byte[4];
        png.ReadExactly(checksum);
        return BinaryPrimitives.ReadUInt32BigEndian(checksum) == Crc32.Of(typeAndData)
            ? typeAndData[4..]
            : throw new PngException(PngFault.ChecksumMismatch, $"the {Type} chunk at byte {Start} is damaged: its checksum does not match");
    }

    private static PngException Truncated(long position) => new(PngFault.Truncated, $"the PNG file is cut off: byte {position} comes before its IEND chunk");
}
