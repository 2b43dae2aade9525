using System.Buffers.Binary;
using System.Text;
using Senmitsu.Formats.Exif;

namespace Senmitsu.Tests.Formats.Exif;

public sealed class ExifCommentTests
{
    private const string Text = "a 猫\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, Seed: 42";

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Read_OfACommentInUtf16_GivesItsText(bool isJpeg, bool isBigEndian)
    {
        var tiff = Tiff([.. "UNICODE\0"u8, .. (isBigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode).GetBytes(Text)], isBigEndian);
        Assert.Equal(Text, ExifComment.Read(isJpeg ? Jpeg(tiff) : Webp(tiff)));
    }

    [Fact]
    public void Read_OfACommentInAscii_GivesItsText() => Assert.Equal("Steps: 20", ExifComment.Read(Jpeg(Tiff([.. "ASCII\0\0\0Steps: 20\0"u8], isBigEndian: false))));

    [Fact]
    public void Read_OfDamagedFiles_GivesNothingAndThrowsNothing()
    {
        foreach (var whole in new[] { Jpeg(Tiff([.. "UNICODE\0a\0b\0"u8], true)), Webp(Tiff([.. "UNICODE\0a\0b\0"u8], false)) })
        {
            for (var length = 0; length < whole.Length - 12; length++) Assert.Null(ExifComment.Read(whole.AsSpan(0, length)));
            var random = new Random(1);
            for (var i = 0; i < 3000; i++)
            {
                var damaged = whole.ToArray();
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                ExifComment.Read(damaged);
            }
        }
    }

    /// <summary>Header, directory with one pointer, Exif directory with one comment.</summary>
    private static byte[] Tiff(byte[] comment, bool isBigEndian)
    {
        const int ExifDirectory = 26, Comment = 44;
        var tiff = new byte[Comment + comment.Length];
        (isBigEndian ? "MM"u8 : "II"u8).CopyTo(tiff);
        Write16(2, 42);
        Write32(4, 8);
        Entry(8, 0x8769, 4, 1, ExifDirectory);
        Entry(ExifDirectory, 0x9286, 7, comment.Length, Comment);
        comment.CopyTo(tiff, Comment);
        return tiff;

        void Entry(int at, int tag, int type, int count, int offset)
        {
            Write16(at, 1);
            Write16(at + 2, tag);
            Write16(at + 4, type);
            Write32(at + 6, count);
            Write32(at + 10, offset);
        }

        void Write16(int at, int value)
        {
            if (isBigEndian) BinaryPrimitives.WriteUInt16BigEndian(tiff.AsSpan(at), (ushort)value);
            else BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(at), (ushort)value);
        }

        void Write32(int at, int value)
        {
            if (isBigEndian) BinaryPrimitives.WriteInt32BigEndian(tiff.AsSpan(at), value);
            else BinaryPrimitives.WriteInt32LittleEndian(tiff.AsSpan(at), value);
        }
    }

    private static byte[] Jpeg(byte[] tiff)
    {
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(2 + 6 + tiff.Length));
        return [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xE1, .. length, .. "Exif\0\0"u8, .. tiff];
    }

    private static byte[] Webp(byte[] tiff)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, tiff.Length);
        return [.. "RIFF\0\0\0\0WEBPVP8X"u8, 3, 0, 0, 0, 1, 2, 3, 0, .. "EXIF"u8, .. length, .. tiff];
    }
}
