namespace Senmitsu.Numerics.Images;

/// <summary>Grey pictures: RGB with three equal values, so that everything that works on pictures works on masks.</summary>
public static class GreyImages
{
    /// <summary>The brightness of a picture by ITU-R 601-2, as Pillow's <c>convert("L")</c>.</summary>
    public static PixelImage Of(PixelImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var grey = new PixelImage(image.Width, image.Height);
        for (var i = 0; i < grey.Pixels.Length; i += PixelImage.Channels)
        {
            var value = ((image.Pixels[i] * 19595) + (image.Pixels[i + 1] * 38470) + (image.Pixels[i + 2] * 7471) + 0x8000) >> 16;
            grey.Pixels.AsSpan(i, PixelImage.Channels).Fill((byte)value);
        }

        return grey;
    }

    /// <summary>A copy with every value replaced.</summary>
    public static PixelImage Map(PixelImage image, Func<byte, byte> change)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(change);
        return new PixelImage(image.Width, image.Height, Array.ConvertAll(image.Pixels, value => change(value)));
    }

    /// <summary>A grey picture of values.</summary>
    /// <param name="values">[H, W] · uint8 · row-major.</param>
    /// <param name="width">Pixels per row.</param>
    public static PixelImage FromValues(ReadOnlySpan<byte> values, int width)
    {
        var image = new PixelImage(width, values.Length / width);
        for (var i = 0; i < values.Length; i++) image.Pixels.AsSpan(i * PixelImage.Channels, PixelImage.Channels).Fill(values[i]);
        return image;
    }

    /// <summary>Blurred by Pillow's <c>GaussianBlur</c>.</summary>
    /// <param name="image">The picture; not changed.</param>
    /// <param name="radius">Standard deviation in pixels.</param>
    public static PixelImage Blurred(PixelImage image, float radius)
    {
        ArgumentNullException.ThrowIfNull(image);
        return PillowBlur.Apply(image, radius);
    }
}
