namespace Senmitsu.Numerics.Images;

/// <summary>Resizes by reading the picture at one point per output pixel, as OpenCV does with <c>INTER_NEAREST_EXACT</c>, <c>INTER_LINEAR</c>, <c>INTER_CUBIC</c>, and with <c>INTER_AREA</c> where it enlarges.</summary>
/// <remarks>Agrees with opencv/opencv 4.10 <c>modules/imgproc/src/resize.cpp</c> up to its rounding of weights to 11 bits, which may change a value by 1.</remarks>
public static class PointResampler
{
    // The cubic of Keys 1981 with the parameter OpenCV takes.
    private const double CubicA = -0.75;

    /// <summary>Resizes to any size. Does not average when shrinking.</summary>
    /// <param name="image">The picture; not changed.</param>
    /// <param name="width">Columns of the result, at least 1.</param>
    /// <param name="height">Rows of the result, at least 1.</param>
    /// <param name="interpolation">Nearest, Linear, Cubic or Area.</param>
    public static PixelImage Resize(PixelImage image, int width, int height, ResizeInterpolation interpolation)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var columns = Taps(image.Width, width, interpolation);
        var rows = Taps(image.Height, height, interpolation);
        var result = new PixelImage(width, height);
        for (int y = 0; y < height; y++)
        {
            var to = result.Row(y);
            for (int i = 0; i < to.Length; i++)
            {
                int x = i / PixelImage.Channels, channel = i % PixelImage.Channels;
                double sum = 0;
                foreach (var (row, rowWeight) in rows[y])
                {
                    var from = image.Row(row);
                    foreach (var (column, weight) in columns[x]) sum += from[(column * PixelImage.Channels) + channel] * weight * rowWeight;
                }

                to[i] = (byte)Math.Clamp(Math.Round(sum, MidpointRounding.ToEven), 0, 255);
            }
        }

        return result;
    }

    /// <summary>For each output pixel: the input pixels it is made of and their weights, which sum to 1.</summary>
    private static (int Index, double Weight)[][] Taps(int from, int to, ResizeInterpolation interpolation)
    {
        double scale = (double)from / to;
        return [.. Enumerable.Range(0, to).Select(i => interpolation switch
        {
            ResizeInterpolation.Nearest => [((int)Math.Min((i + 0.5) * scale, from - 1), 1.0)],
            ResizeInterpolation.Linear => Linear(((i + 0.5) * scale) - 0.5, from),
            ResizeInterpolation.Cubic => Cubic(((i + 0.5) * scale) - 0.5, from),
            ResizeInterpolation.Area => Linear(EnlargedArea(i, scale), from),
            _ => throw new ArgumentOutOfRangeException(nameof(interpolation), interpolation, "takes one point per pixel: Nearest, Linear, Cubic or Area"),
        })];
    }

    /// <summary>OpenCV's INTER_AREA moves the point of a linear interpolation to where the output pixel leaves an input pixel.</summary>
    private static double EnlargedArea(int i, double scale)
    {
        double whole = Math.Floor(i * scale);
        double share = i + 1 - ((whole + 1) / scale);
        return whole + (share <= 0 ? 0 : share - Math.Floor(share));
    }

    private static (int Index, double Weight)[] Linear(double position, int count)
    {
        double whole = Math.Floor(position), share = position - whole;
        return [(Inside((int)whole, count), 1 - share), (Inside((int)whole + 1, count), share)];
    }

    private static (int Index, double Weight)[] Cubic(double position, int count)
    {
        double whole = Math.Floor(position), x = position - whole;
        double before = (((((CubicA * (x + 1)) - (5 * CubicA)) * (x + 1)) + (8 * CubicA)) * (x + 1)) - (4 * CubicA);
        double left = (((((CubicA + 2) * x) - (CubicA + 3)) * x) * x) + 1;
        double right = (((((CubicA + 2) * (1 - x)) - (CubicA + 3)) * (1 - x)) * (1 - x)) + 1;
        int first = (int)whole - 1;
        return [(Inside(first, count), before), (Inside(first + 1, count), left), (Inside(first + 2, count), right), (Inside(first + 3, count), 1 - before - left - right)];
    }

    private static int Inside(int index, int count) => Math.Clamp(index, 0, count - 1);
}
