using Senmitsu.Numerics.Images;

namespace Senmitsu.Training.Datasets;

/// <summary>Small random changes of colour (sd-scripts' <c>color_aug</c>).</summary>
internal static class ColorAugmentation
{
    private const double Share = 0.33, MaxHueShift = 8, MaxGammaShift = 0.05;

    // OpenCV counts hue in steps of two degrees.
    private const double HueCircle = 180, HueSextant = HueCircle / 6;

    /// <summary>In a third of the uses: a shift of hue by up to 16 degrees, or byte values to a power of 0.95 to 1.05, equally likely.</summary>
    /// <returns>The picture itself or a changed copy.</returns>
    public static PixelImage Apply(PixelImage image, Random random)
    {
        if (random.NextDouble() >= Share) return image;
        bool shiftsHue = random.NextDouble() < 0.5;
        double strength = (random.NextDouble() * 2) - 1;
        return shiftsHue ? ShiftHue(image, strength * MaxHueShift) : Gamma(image, 1 + (strength * MaxGammaShift));
    }

    /// <summary>Turns the hue of every pixel; lightness and saturation stay.</summary>
    /// <param name="image">The picture; not changed.</param>
    /// <param name="shift">−180…180, half degrees of the colour circle.</param>
    internal static PixelImage ShiftHue(PixelImage image, double shift)
    {
        var result = new PixelImage(image.Width, image.Height);
        for (int i = 0; i < image.Pixels.Length; i += PixelImage.Channels)
        {
            // sd-scripts hands red, green, blue to a conversion that expects blue, green, red; so it turns the circle the other way.
            double blue = image.Pixels[i], green = image.Pixels[i + 1], red = image.Pixels[i + 2];
            double value = Math.Max(red, Math.Max(green, blue)), range = value - Math.Min(red, Math.Min(green, blue));
            double hue = range == 0 ? 0
                : value == red ? (green - blue) / range
                : value == green ? 2 + ((blue - red) / range)
                : 4 + ((red - green) / range);
            hue += shift / HueSextant;
            result.Pixels[i] = Channel(1, hue, value, range);
            result.Pixels[i + 1] = Channel(3, hue, value, range);
            result.Pixels[i + 2] = Channel(5, hue, value, range);
        }

        return result;
    }

    /// <summary>Raises every byte to a power, cut off at 255.</summary>
    internal static PixelImage Gamma(PixelImage image, double exponent)
    {
        var table = new byte[256];
        for (int i = 0; i < table.Length; i++) table[i] = (byte)Math.Min(Math.Pow(i, exponent), 255);
        return new PixelImage(image.Width, image.Height, Array.ConvertAll(image.Pixels, value => table[value]));
    }

    /// <summary>HSV → one channel (Smith 1978, in the form f(n) = V − V·S·max(0, min(k, 4 − k, 1)), k = (n + hue) mod 6).</summary>
    private static byte Channel(int n, double hue, double value, double range)
    {
        double k = (((n + hue) % 6) + 6) % 6;
        return (byte)Math.Clamp(Math.Round(value - (range * Math.Clamp(Math.Min(k, 4 - k), 0, 1))), 0, 255);
    }
}
