using System.Buffers.Binary;
using CsCheck;
using Senmitsu.Numerics.Images;
using Senmitsu.Tests.Testing;
using SkiaSharp;

namespace Senmitsu.Tests.Numerics.Images;

public sealed class ImageFileTests
{
    [Fact]
    public void EncodePng_ThenDecode_IsIdentity() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.UInt).Sample((width, height, seed) =>
        {
            var image = Noise(width, height, (int)seed);
            Assert.Equal(image.Pixels, ImageFile.Decode(ImageFile.EncodePng(image), "a.png").Pixels);
        });

    [Theory]
    [InlineData(SKEncodedImageFormat.Png, 0)]
    [InlineData(SKEncodedImageFormat.Jpeg, 12)]
    [InlineData(SKEncodedImageFormat.Webp, 12)]
    public void Read_EncodedPicture_ShowsItsColours(SKEncodedImageFormat format, int tolerance)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("日本語の写真.bin");
        File.WriteAllBytes(path, Encode(format, new SKColor(200, 100, 50)));
        var image = ImageFile.Read(path);
        Assert.Equal(new ImageSize(24, 16), image.Size);
        Assert.Equal(image.Size, ImageFile.ReadSize(path));
        Assert.InRange(image.Pixels[0], 200 - tolerance, 200 + tolerance);
        Assert.InRange(image.Pixels[1], 100 - tolerance, 100 + tolerance);
        Assert.InRange(image.Pixels[2], 50 - tolerance, 50 + tolerance);
    }

    [Fact]
    public void Decode_Bmp_ReadsBottomUpRows()
    {
        byte[] bmp = new byte[54 + 16];
        "BM"u8.CopyTo(bmp);
        BinaryPrimitives.WriteInt32LittleEndian(bmp.AsSpan(2), bmp.Length);
        bmp[10] = 54;
        bmp[14] = 40;
        bmp[18] = 2; // width
        bmp[22] = 2; // height, bottom row first
        bmp[26] = 1;
        bmp[28] = 24;
        byte[] rows = [1, 2, 3, 4, 5, 6, 0, 0, 7, 8, 9, 10, 11, 12, 0, 0]; // blue, green, red; padded to four bytes
        rows.CopyTo(bmp, 54);
        Assert.Equal([9, 8, 7, 12, 11, 10, 3, 2, 1, 6, 5, 4], ImageFile.Decode(bmp, "a.bmp").Pixels);
    }

    [Fact]
    public void Decode_Gif_ReadsFirstFrame()
    {
        // 1x1, two colours in the table, pixel 0 = (10, 20, 30).
        byte[] gif = [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 10, 20, 30, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B];
        Assert.Equal([10, 20, 30], ImageFile.Decode(gif, "a.gif").Pixels);
    }

    [Fact]
    public void Decode_TransparentPng_DropsOrCompositesAlpha()
    {
        var png = Encode(SKEncodedImageFormat.Png, new SKColor(200, 100, 50, 128));
        Assert.Equal([200, 100, 50], ImageFile.Decode(png, "a.png").Pixels[..3]);
        Assert.Equal([227, 177, 152], ImageFile.Decode(png, "a.png", RgbColor.White).Pixels[..3]);
        Assert.Equal([100, 50, 25], ImageFile.Decode(png, "a.png", RgbColor.Black).Pixels[..3]);
    }

    [Fact]
    public void Decode_EveryOrientation_TurnsPictureUpright()
    {
        var upright = ImageFile.Decode(Corners(), "a.jpg");
        for (int orientation = 1; orientation <= 8; orientation++)
        {
            var jpeg = WithOrientation(Corners(), orientation);
            var turned = ImageFile.Decode(jpeg, "a.jpg");
            Assert.Equal(orientation < 5 ? new ImageSize(48, 32) : new ImageSize(32, 48), turned.Size);
            using var folder = new TemporaryFolder();
            File.WriteAllBytes(folder.File("a.jpg"), jpeg);
            Assert.Equal(turned.Size, ImageFile.ReadSize(folder.File("a.jpg")));

            // EXIF: where row 0 and column 0 of the stored picture are on the upright one.
            for (int y = 0; y < turned.Height; y++)
            {
                for (int x = 0; x < turned.Width; x++)
                {
                    var (sx, sy) = orientation switch
                    {
                        1 => (x, y),
                        2 => (47 - x, y),
                        3 => (47 - x, 31 - y),
                        4 => (x, 31 - y),
                        5 => (y, x),
                        6 => (y, 31 - x),
                        7 => (47 - y, 31 - x),
                        _ => (47 - y, x),
                    };
                    Assert.True(upright.Row(sy).Slice(sx * 3, 3).SequenceEqual(turned.Row(y).Slice(x * 3, 3)), $"orientation {orientation} at {x}, {y}");
                }
            }
        }
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void Decode_EveryCut_IsAnImageFileException(SKEncodedImageFormat format)
    {
        var whole = Encode(format, null);
        for (int length = 0; length < whole.Length - 16; length += 37)
            Assert.Throws<ImageFileException>(() => ImageFile.Decode(whole.AsSpan(0, length), "a"));
        var half = Assert.Throws<ImageFileException>(() => ImageFile.Decode(whole.AsSpan(0, whole.Length / 2), "photo.x"));
        Assert.StartsWith("photo.x: ", half.Message, StringComparison.Ordinal);
        Assert.Equal(ImageFileFault.Truncated, half.Fault);
    }

    [Fact]
    public void Decode_RandomBytes_NeverThrowsAnythingElse() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[0, 2]).Sample((noise, kind) =>
        {
            byte[] start = kind switch { 0 => [], 1 => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], _ => [0xFF, 0xD8, 0xFF, 0xE0] };
            try
            {
                ImageFile.Decode([.. start, .. noise], "a");
            }
            catch (ImageFileException)
            {
                // the only answer that callers have to expect
            }
        });

    [Fact]
    public void Decode_HugeHeader_IsRefusedBeforeAllocation()
    {
        var png = Encode(SKEncodedImageFormat.Png, SKColors.Red);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 20_000);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 20_000);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc(png.AsSpan(12, 17)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<ImageFileException>(() => ImageFile.Decode(png, "a.png"));
        Assert.Equal(ImageFileFault.TooLarge, error.Fault);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Read_WhenMissingEmptyOrText_SaysSo()
    {
        using var folder = new TemporaryFolder();
        var missing = Assert.Throws<ImageFileException>(() => ImageFile.Read(folder.File("a.png")));
        Assert.Equal(ImageFileFault.Unreadable, missing.Fault);
        File.WriteAllBytes(folder.File("b.png"), []);
        File.WriteAllText(folder.File("c.png"), "1girl, solo, a rather long caption that is no picture at all");
        Assert.All(["b.png", "c.png"], name =>
        {
            var error = Assert.Throws<ImageFileException>(() => ImageFile.ReadSize(folder.File(name)));
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
        });
    }

    private static PixelImage Noise(int width, int height, int seed)
    {
        var image = new PixelImage(width, height);
        new Random(seed).NextBytes(image.Pixels);
        return image;
    }

    private static byte[] Encode(SKEncodedImageFormat format, SKColor? color)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(color is null ? 64 : 24, color is null ? 64 : 16, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        var random = new Random(1);
        for (int y = 0; y < bitmap.Height; y++)
        {
            for (int x = 0; x < bitmap.Width; x++)
                bitmap.SetPixel(x, y, color ?? new SKColor((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)));
        }

        return bitmap.Encode(format, 95).ToArray();
    }

    private static byte[] Corners()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(48, 32, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (int y = 0; y < 32; y++)
        {
            for (int x = 0; x < 48; x++) bitmap.SetPixel(x, y, new SKColor((byte)(x * 5), (byte)(y * 7), x < 16 && y < 16 ? (byte)255 : (byte)0));
        }

        return bitmap.Encode(SKEncodedImageFormat.Jpeg, 100).ToArray();
    }

    /// <summary>Puts an EXIF segment with one entry, the orientation, after the start of a JPEG.</summary>
    private static byte[] WithOrientation(byte[] jpeg, int orientation) =>
    [
        0xFF, 0xD8, 0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1,
        0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, .. jpeg.AsSpan(2),
    ];

    private static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in data)
        {
            crc ^= b;
            for (int i = 0; i < 8; i++) crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
        }

        return ~crc;
    }
}
