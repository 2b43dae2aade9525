namespace Senmitsu.Numerics.Images;

/// <summary>An 8-bit RGB picture in memory.</summary>
public sealed class PixelImage
{
    /// <summary>Bytes of one pixel: red, green, blue.</summary>
    public const int Channels = 3;

    /// <summary>A black picture.</summary>
    /// <param name="width">Pixels per row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public PixelImage(int width, int height)
        : this(width, height, new byte[ByteCount(width, height)])
    {
    }

    /// <summary>Wraps pixels without copying them.</summary>
    /// <param name="width">Pixels per row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">[H, W, 3] · uint8 · row-major, top row first; owned by the picture from now on.</param>
    /// <exception cref="ArgumentException"><paramref name="pixels"/> has another length than the size asks for.</exception>
    public PixelImage(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        int expected = ByteCount(width, height);
        if (pixels.Length != expected)
            throw new ArgumentException($"a {width}x{height} RGB picture has {expected} bytes, got {pixels.Length}", nameof(pixels));
        Width = width;
        Height = height;
        Pixels = pixels;
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Width and height together.</summary>
    public ImageSize Size => new(Width, Height);

    /// <summary>[H, W, 3] · uint8 · row-major, top row first.</summary>
    public byte[] Pixels { get; }

    /// <summary>One row.</summary>
    /// <param name="y">0 to <see cref="Height"/> − 1.</param>
    /// <returns>[W, 3] · uint8.</returns>
    public Span<byte> Row(int y) => Pixels.AsSpan(y * Width * Channels, Width * Channels);

    /// <summary>A copy of a window.</summary>
    /// <param name="left">First column, at least 0.</param>
    /// <param name="top">First row, at least 0.</param>
    /// <param name="width">Columns; the window must lie inside.</param>
    /// <param name="height">Rows; the window must lie inside.</param>
    public PixelImage Crop(int left, int top, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(left);
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, Width - left);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, Height - top);
        var result = new PixelImage(width, height);
        for (int y = 0; y < height; y++)
            Row(top + y).Slice(left * Channels, width * Channels).CopyTo(result.Row(y));
        return result;
    }

    /// <summary>A copy of the window in the middle; an odd excess leaves one more pixel at the right and at the bottom.</summary>
    /// <param name="width">Columns to keep, at most <see cref="Width"/>.</param>
    /// <param name="height">Rows to keep, at most <see cref="Height"/>.</param>
    public PixelImage CropCentre(int width, int height) => Crop((Width - width) / 2, (Height - height) / 2, width, height);

    /// <summary>A copy with left and right exchanged.</summary>
    public PixelImage FlipHorizontally()
    {
        var result = new PixelImage(Width, Height);
        for (int y = 0; y < Height; y++)
        {
            var from = Row(y);
            var to = result.Row(y);
            for (int x = 0; x < Width; x++) from.Slice((Width - 1 - x) * Channels, Channels).CopyTo(to[(x * Channels)..]);
        }

        return result;
    }

    private static int ByteCount(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        long bytes = (long)width * height * Channels;
        return bytes <= Array.MaxLength ? (int)bytes : throw new ArgumentOutOfRangeException(nameof(width), $"a {width}x{height} picture does not fit in memory");
    }
}
