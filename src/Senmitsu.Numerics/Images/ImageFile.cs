using SkiaSharp;

namespace Senmitsu.Numerics.Images;

/// <summary>Reads PNG, JPEG, WebP, BMP and GIF files, told apart by their content, and writes PNG.</summary>
/// <remarks>
/// EXIF orientation is applied. Colour profiles are ignored, as kohya sd-scripts does. The first frame of an animation counts.
/// </remarks>
public static class ImageFile
{
    /// <summary>Pixels a picture may have, checked before any is decoded. Twice Pillow's warning limit, where Pillow refuses too.</summary>
    public const long MaxPixels = 178_956_970;

    /// <summary>The size of a picture after its EXIF orientation, read from its header.</summary>
    /// <exception cref="ImageFileException">The file is unreadable, no picture or too large.</exception>
    public static ImageSize ReadSize(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = Open(path);
        using var codec = OpenCodec(new SKManagedStream(stream), path);
        return Turned(codec);
    }

    /// <summary>Decodes a picture to see that it can be.</summary>
    /// <returns>What is known of it.</returns>
    /// <exception cref="ImageFileException">The file is unreadable, no picture, truncated, damaged or too large.</exception>
    public static ImageHeader Verify(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = Open(path);
        using var codec = OpenCodec(new SKManagedStream(stream), path);
        var rgba = DecodeRgba(codec, path);
        var isTransparent = false;
        for (int i = 3; i < rgba.Length && codec.Info.AlphaType != SKAlphaType.Opaque && !isTransparent; i += 4) isTransparent = rgba[i] < 255;
        return new ImageHeader(Turned(codec), codec.EncodedOrigin != SKEncodedOrigin.TopLeft, isTransparent);
    }

    /// <summary>How opaque a picture is, as a grey picture: black is transparent, white opaque. Without transparency it is all white.</summary>
    /// <exception cref="ImageFileException">The file is unreadable, no picture, truncated, damaged or too large.</exception>
    public static PixelImage ReadAlpha(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = Open(path);
        using var codec = OpenCodec(new SKManagedStream(stream), path);
        var rgba = DecodeRgba(codec, path);
        for (int i = 0; i < rgba.Length; i += 4) rgba[i] = rgba[i + 1] = rgba[i + 2] = rgba[i + 3];
        return Turn(rgba, codec.Info.Width, codec.Info.Height, codec.EncodedOrigin);
    }

    /// <summary>Decodes a picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="background">The colour behind transparent pixels; without one, alpha is dropped and hidden colours show, as in kohya sd-scripts.</param>
    /// <exception cref="ImageFileException">The file is unreadable, no picture, truncated, damaged or too large.</exception>
    public static PixelImage Read(string path, RgbColor? background = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = Open(path);
        using var codec = OpenCodec(new SKManagedStream(stream), path);
        return Decode(codec, path, background);
    }

    /// <summary>Decodes a picture from memory.</summary>
    /// <param name="content">The bytes of an image file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="background">The colour behind transparent pixels; without one, alpha is dropped.</param>
    /// <exception cref="ImageFileException">The content is no picture, truncated, damaged or too large.</exception>
    public static PixelImage Decode(ReadOnlySpan<byte> content, string name, RgbColor? background = null)
    {
        using var data = SKData.CreateCopy(content);
        using var codec = OpenCodec(new SKMemoryStream(data), name);
        return Decode(codec, name, background);
    }

    /// <summary>The picture as a PNG file, without metadata.</summary>
    public static byte[] EncodePng(PixelImage image) => Encode(image, "PNG", pixmap => pixmap.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, 6)));

    /// <summary>The picture as a JPEG file, without metadata: for views, not for keeping.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="quality">1 to 100.</param>
    public static byte[] EncodeJpeg(PixelImage image, int quality)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        return Encode(image, "JPEG", pixmap => pixmap.Encode(SKEncodedImageFormat.Jpeg, quality));
    }

    private static unsafe byte[] Encode(PixelImage image, string format, Func<SKPixmap, SKData?> encode)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var bitmap = new SKBitmap(new SKImageInfo(image.Width, image.Height, SKColorType.Rgb888x, SKAlphaType.Opaque));
        for (int y = 0; y < image.Height; y++)
        {
            var from = image.Row(y);
            var to = new Span<byte>((byte*)bitmap.GetPixels() + ((long)y * bitmap.RowBytes), image.Width * 4);
            for (int x = 0; x < image.Width; x++)
            {
                from.Slice(x * 3, 3).CopyTo(to[(x * 4)..]);
                to[(x * 4) + 3] = 255;
            }
        }

        using var pixmap = bitmap.PeekPixels();
        using var data = (pixmap is null ? null : encode(pixmap)) ?? throw new InvalidOperationException($"SkiaSharp could not encode a {image.Size} picture as {format}");
        return data.ToArray();
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImageFileException(ImageFileFault.Unreadable, path, $"cannot be read ({e.Message})", e);
        }
    }

    private static SKCodec OpenCodec(SKStream stream, string path)
    {
        var codec = SKCodec.Create(stream, out var result);
        if (codec is null)
        {
            stream.Dispose();
            throw result == SKCodecResult.IncompleteInput
                ? new ImageFileException(ImageFileFault.Truncated, path, "ends within its header; copy or download it again")
                : new ImageFileException(ImageFileFault.NotAnImage, path, "is no PNG, JPEG, WebP, BMP or GIF picture; convert or remove it");
        }

        var size = new ImageSize(codec.Info.Width, codec.Info.Height);
        var format = codec.EncodedFormat;
        bool isKnown = format is SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp
            or SKEncodedImageFormat.Bmp or SKEncodedImageFormat.Gif;
        if (isKnown && size is { Width: > 0, Height: > 0 } && size.Area <= MaxPixels) return codec;

        codec.Dispose();
        throw !isKnown
            ? new ImageFileException(ImageFileFault.NotAnImage, path, $"is a picture of kind {format}; save it as PNG, JPEG, WebP or BMP")
            : new ImageFileException(ImageFileFault.TooLarge, path, $"is {size} pixels, more than the {MaxPixels / 1_000_000} million that are read; make it smaller");
    }

    private static PixelImage Decode(SKCodec codec, string path, RgbColor? background)
    {
        var rgba = DecodeRgba(codec, path);
        if (background is { } color && codec.Info.AlphaType != SKAlphaType.Opaque) Composite(rgba, color);
        return Turn(rgba, codec.Info.Width, codec.Info.Height, codec.EncodedOrigin);
    }

    private static unsafe byte[] DecodeRgba(SKCodec codec, string path)
    {
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        var rgba = new byte[checked(info.Width * info.Height * 4)];
        SKCodecResult result;
        fixed (byte* pixels = rgba) result = codec.GetPixels(info, (nint)pixels);
        if (result != SKCodecResult.Success)
        {
            throw result == SKCodecResult.IncompleteInput
                ? new ImageFileException(ImageFileFault.Truncated, path, "ends before its last pixel; copy or download it again")
                : new ImageFileException(ImageFileFault.Damaged, path, $"is damaged ({result}); copy or download it again");
        }

        return rgba;
    }

    private static void Composite(Span<byte> rgba, RgbColor background)
    {
        for (int i = 0; i < rgba.Length; i += 4)
        {
            int alpha = rgba[i + 3];
            rgba[i] = Over(rgba[i], background.Red, alpha);
            rgba[i + 1] = Over(rgba[i + 1], background.Green, alpha);
            rgba[i + 2] = Over(rgba[i + 2], background.Blue, alpha);
        }
    }

    private static byte Over(int front, int back, int alpha) => (byte)(((front * alpha) + (back * (255 - alpha)) + 127) / 255);

    private static ImageSize Turned(SKCodec codec) => IsTransposed(codec.EncodedOrigin)
        ? new(codec.Info.Height, codec.Info.Width)
        : new(codec.Info.Width, codec.Info.Height);

    private static bool IsTransposed(SKEncodedOrigin origin) => origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop
        or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;

    /// <summary>Drops alpha and turns the picture upright (EXIF 2.3, tag 0x0112).</summary>
    private static PixelImage Turn(ReadOnlySpan<byte> rgba, int width, int height, SKEncodedOrigin origin)
    {
        bool transposes = IsTransposed(origin);
        var result = transposes ? new PixelImage(height, width) : new PixelImage(width, height);
        var (start, right, down) = origin switch
        {
            SKEncodedOrigin.TopRight => (width - 1, -1, width),
            SKEncodedOrigin.BottomRight => ((width * height) - 1, -1, -width),
            SKEncodedOrigin.BottomLeft => ((height - 1) * width, 1, -width),
            SKEncodedOrigin.LeftTop => (0, width, 1),
            SKEncodedOrigin.RightTop => ((height - 1) * width, -width, 1),
            SKEncodedOrigin.RightBottom => ((width * height) - 1, -width, -1),
            SKEncodedOrigin.LeftBottom => (width - 1, width, -1),
            _ => (0, 1, width),
        };
        for (int y = 0; y < result.Height; y++)
        {
            var row = result.Row(y);
            int from = start + (y * down);
            for (int x = 0; x < row.Length; x += 3, from += right) rgba.Slice(from * 4, 3).CopyTo(row[x..]);
        }

        return result;
    }
}
