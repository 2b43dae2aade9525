namespace Senmitsu.Numerics.Images;

/// <summary>Resizes with a window function, bit for bit as Pillow's <c>resize</c> on 8-bit RGB.</summary>
internal static class PillowResampler
{
    // 32 bits, less 8 of the pixel and 2 of head room: python-pillow/Pillow src/libImaging/Resample.c.
    private const int PrecisionBits = 32 - 8 - 2;
    private const int Half = 1 << (PrecisionBits - 1);

    /// <summary>Resizes to any size; when shrinking, the window widens so that every pixel counts.</summary>
    /// <param name="image">The picture; not changed.</param>
    /// <param name="width">Columns of the result, at least 1.</param>
    /// <param name="height">Rows of the result, at least 1.</param>
    /// <param name="radius">Where the window ends, in pixels of the picture when enlarging.</param>
    /// <param name="window">The window over −radius…radius.</param>
    public static PixelImage Resize(PixelImage image, int width, int height, double radius, Func<double, double> window)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var horizontal = width == image.Width ? image : ResizeRows(image, Windows(image.Width, width, radius, window));
        if (height != image.Height) return ResizeColumns(horizontal, Windows(image.Height, height, radius, window));
        return ReferenceEquals(horizontal, image) ? image.Crop(0, 0, width, height) : horizontal;
    }

    private static PixelImage ResizeRows(PixelImage image, (int First, int[] Weights)[] windows)
    {
        var result = new PixelImage(windows.Length, image.Height);
        for (int y = 0; y < image.Height; y++)
        {
            var from = image.Row(y);
            var to = result.Row(y);
            for (int x = 0; x < windows.Length; x++)
            {
                var (first, weights) = windows[x];
                int red = Half, green = Half, blue = Half;
                var source = from.Slice(first * 3, weights.Length * 3);
                for (int i = 0, k = 0; k < weights.Length; i += 3, k++)
                {
                    int weight = weights[k];
                    red += source[i] * weight;
                    green += source[i + 1] * weight;
                    blue += source[i + 2] * weight;
                }

                to[x * 3] = Clip(red);
                to[(x * 3) + 1] = Clip(green);
                to[(x * 3) + 2] = Clip(blue);
            }
        }

        return result;
    }

    private static PixelImage ResizeColumns(PixelImage image, (int First, int[] Weights)[] windows)
    {
        var result = new PixelImage(image.Width, windows.Length);
        var sums = new int[image.Width * PixelImage.Channels];
        for (int y = 0; y < windows.Length; y++)
        {
            var (first, weights) = windows[y];
            Array.Fill(sums, Half);
            for (int k = 0; k < weights.Length; k++)
            {
                var from = image.Row(first + k);
                int weight = weights[k];
                for (int i = 0; i < from.Length; i++) sums[i] += from[i] * weight;
            }

            var to = result.Row(y);
            for (int i = 0; i < to.Length; i++) to[i] = Clip(sums[i]);
        }

        return result;
    }

    private static byte Clip(int sum) => (byte)Math.Clamp(sum >> PrecisionBits, 0, 255);

    /// <summary>For each output pixel: the first input pixel it draws from, and fixed-point weights.</summary>
    private static (int First, int[] Weights)[] Windows(int from, int to, double radius, Func<double, double> window)
    {
        double scale = (double)from / to;
        double stretch = Math.Max(scale, 1);
        double support = radius * stretch;
        double shrink = 1.0 / stretch;
        var windows = new (int, int[])[to];
        for (int i = 0; i < to; i++)
        {
            double centre = (i + 0.5) * scale;
            int first = Math.Max((int)(centre - support + 0.5), 0);
            int end = Math.Min((int)(centre + support + 0.5), from);
            var exact = new double[end - first];
            double total = 0;
            for (int k = 0; k < exact.Length; k++)
            {
                exact[k] = window((k + first - centre + 0.5) * shrink);
                total += exact[k];
            }

            windows[i] = (first, Array.ConvertAll(exact, weight => ToFixedPoint(total != 0 ? weight * (1.0 / total) : weight)));
        }

        return windows;
    }

    private static int ToFixedPoint(double weight) =>
        weight < 0 ? (int)(-0.5 + (weight * (1 << PrecisionBits))) : (int)(0.5 + (weight * (1 << PrecisionBits)));
}
