namespace Senmitsu.Numerics.Images;

/// <summary>
/// Pillow's <c>GaussianBlur</c>: three box blurs of fractional radius in each direction, bit for bit as python-pillow/Pillow
/// <c>src/libImaging/BoxBlur.c</c> (Gwosdek et al. 2011, "Theoretical Foundations of Gaussian Convolution by Extended Box Filtering").
/// </summary>
internal static class PillowBlur
{
    private const int Passes = 3;

    /// <summary>A blurred copy of a picture.</summary>
    public static PixelImage Apply(PixelImage image, float radius)
    {
        var result = image.Crop(0, 0, image.Width, image.Height);
        Apply(result.Pixels, image.Width, image.Height, PixelImage.Channels, radius);
        return result;
    }

    /// <summary>Blurs in place.</summary>
    /// <param name="pixels">[H, W, channels] · uint8.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">Values per pixel; each is blurred alone.</param>
    /// <param name="radius">Standard deviation in pixels, 0 = no blur.</param>
    public static void Apply(byte[] pixels, int width, int height, int channels, float radius)
    {
        if (radius != 0) Boxes(pixels, width, height, channels, BoxRadius(radius), Passes);
    }

    /// <summary>Averages over boxes in place, once or several times along rows and then along columns (Pillow's <c>box_blur</c>).</summary>
    internal static void Boxes(byte[] pixels, int width, int height, int channels, float radius, int passes)
    {
        var line = new byte[Math.Max(width, height)];
        var blurred = new byte[line.Length];
        for (var channel = 0; channel < channels; channel++)
        {
            for (var y = 0; y < height; y++) Lines(pixels, (y * width * channels) + channel, channels, line.AsSpan(0, width), blurred.AsSpan(0, width), radius, passes);
            for (var x = 0; x < width; x++) Lines(pixels, (x * channels) + channel, width * channels, line.AsSpan(0, height), blurred.AsSpan(0, height), radius, passes);
        }
    }

    /// <summary>Radius of the boxes whose three passes have the deviation wanted.</summary>
    private static float BoxRadius(float radius)
    {
        var variance = radius * radius / Passes;
        var length = (float)Math.Sqrt((12.0 * variance) + 1.0);
        var whole = (float)Math.Floor((length - 1.0) / 2.0);
        var share = (float)(((2 * whole) + 1) * ((whole * (whole + 1)) - (3.0 * variance)));
        return whole + (share / (6 * (variance - ((whole + 1) * (whole + 1)))));
    }

    private static void Lines(byte[] pixels, int start, int step, Span<byte> line, Span<byte> blurred, float radius, int passes)
    {
        for (var i = 0; i < line.Length; i++) line[i] = pixels[start + (i * step)];
        for (var pass = 0; pass < passes; pass++)
        {
            Box(line, blurred, radius);
            blurred.CopyTo(line);
        }

        for (var i = 0; i < line.Length; i++) pixels[start + (i * step)] = line[i];
    }

    /// <summary>One pass: 2r + 1 whole pixels and a share of the two beyond; outside the edge pixel is repeated.</summary>
    private static void Box(ReadOnlySpan<byte> from, Span<byte> to, float radius)
    {
        var (whole, last) = ((int)radius, from.Length - 1);
        var weight = (uint)((1 << 24) / ((radius * 2) + 1));
        var farWeight = ((1u << 24) - (uint)((whole * 2) + 1) * weight) / 2;
        uint sum = 0;
        for (var i = -whole - 1; i < whole; i++) sum += from[Math.Clamp(i, 0, last)];
        for (var i = 0; i < from.Length; i++)
        {
            uint left = from[Math.Clamp(i - whole - 1, 0, last)], right = from[Math.Clamp(i + whole + 1, 0, last)];
            sum += from[Math.Clamp(i + whole, 0, last)] - left;
            to[i] = (byte)(((sum * weight) + ((left + right) * farWeight) + (1u << 23)) >> 24);
        }
    }
}
