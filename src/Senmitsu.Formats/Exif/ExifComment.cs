using System.Buffers.Binary;
using System.Text;

namespace Senmitsu.Formats.Exif;

/// <summary>
/// The UserComment (Exif 2.3, tag 0x9286) of a JPEG or WebP file, where AUTOMATIC1111 keeps infotext in these formats. A file that has none,
/// or whose structure is damaged, has no comment: nothing throws.
/// </summary>
public static class ExifComment
{
    private const int ExifPointerTag = 0x8769;
    private const int CommentTag = 0x9286;
    private const int CodeLength = 8;
    private const int EntryLength = 12;

    /// <summary>Reads the comment from the bytes of a picture file.</summary>
    public static string? Read(ReadOnlySpan<byte> file)
    {
        var tiff = file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) ? InJpeg(file) : InWebp(file);
        if (tiff.StartsWith("Exif\0\0"u8)) tiff = tiff[6..];
        return tiff.Length >= 8 ? InTiff(tiff) : null;
    }

    // FF D8, then segments: FF E1 length(2, big-endian, itself included) "Exif" 0 0 TIFF
    private static ReadOnlySpan<byte> InJpeg(ReadOnlySpan<byte> file)
    {
        const byte Application1 = 0xE1, StartOfScan = 0xDA;
        for (var position = 2; position + 4 <= file.Length && file[position] == 0xFF && file[position + 1] != StartOfScan;)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[(position + 2)..]);
            if (length < 2 || position + 2 + length > file.Length) return [];
            var content = file.Slice(position + 4, length - 2);
            if (file[position + 1] == Application1 && content.StartsWith("Exif\0\0"u8)) return content;
            position += 2 + length;
        }

        return [];
    }

    // "RIFF" length(4) "WEBP", then chunks: name(4) length(4, little-endian) content, padded to an even length
    private static ReadOnlySpan<byte> InWebp(ReadOnlySpan<byte> file)
    {
        if (file.Length < 12 || !file.StartsWith("RIFF"u8) || !file[8..].StartsWith("WEBP"u8)) return [];
        for (long position = 12; position + 8 <= file.Length;)
        {
            var chunk = file[(int)position..];
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (length > chunk.Length - 8) return [];
            if (chunk.StartsWith("EXIF"u8)) return chunk.Slice(8, (int)length);
            position += 8 + length + (length & 1);
        }

        return [];
    }

    private static string? InTiff(ReadOnlySpan<byte> tiff)
    {
        var isBigEndian = tiff.StartsWith("MM"u8);
        if (!isBigEndian && !tiff.StartsWith("II"u8)) return null;
        var pointer = Entry(tiff, UInt32(tiff, 4, isBigEndian), ExifPointerTag, isBigEndian);
        if (pointer is not { } exif) return null;
        if (Entry(tiff, exif.Offset, CommentTag, isBigEndian) is not { } comment) return null;
        return comment.Count >= CodeLength && comment.Offset + comment.Count <= tiff.Length ? Decode(tiff.Slice((int)comment.Offset, (int)comment.Count)) : null;
    }

    /// <summary>Count and offset of a directory's entry: tag(2) type(2) count(4) offset(4).</summary>
    private static (long Count, long Offset)? Entry(ReadOnlySpan<byte> tiff, long directory, int tag, bool isBigEndian)
    {
        if (directory + 2 > tiff.Length) return null;
        var entries = UInt16(tiff, (int)directory, isBigEndian);
        for (var i = 0; i < entries && directory + 2 + (i + 1) * EntryLength <= tiff.Length; i++)
        {
            var at = (int)directory + 2 + i * EntryLength;
            if (UInt16(tiff, at, isBigEndian) == tag) return (UInt32(tiff, at + 4, isBigEndian), UInt32(tiff, at + 8, isBigEndian));
        }

        return null;
    }

    /// <summary>A text after its code. A1111 writes UTF-16 big-endian whatever the file's byte order; others write little-endian, so the likelier is taken.</summary>
    private static string Decode(ReadOnlySpan<byte> comment)
    {
        var text = comment[CodeLength..];
        if (!comment.StartsWith("UNICODE"u8)) return Encoding.UTF8.GetString(text).TrimEnd('\0');
        int zerosFirst = 0, zerosSecond = 0;
        for (var i = 0; i + 1 < text.Length; i += 2)
        {
            if (text[i] == 0) zerosFirst++;
            if (text[i + 1] == 0) zerosSecond++;
        }

        return (zerosSecond > zerosFirst ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(text).TrimStart('\uFEFF').TrimEnd('\0');
    }

    private static int UInt16(ReadOnlySpan<byte> tiff, int offset, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(tiff[offset..]) : BinaryPrimitives.ReadUInt16LittleEndian(tiff[offset..]);

    private static long UInt32(ReadOnlySpan<byte> tiff, int offset, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(tiff[offset..]) : BinaryPrimitives.ReadUInt32LittleEndian(tiff[offset..]);
}
