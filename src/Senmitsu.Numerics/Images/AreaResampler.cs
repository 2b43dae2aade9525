namespace Senmitsu.Numerics.Images;

/// <summary>Shrinks by averaging the area each output pixel covers, bit for bit as OpenCV's <c>INTER_AREA</c> on 8-bit RGB.</summary>
/// <remarks>Agrees with opencv/opencv 4.10 <c>modules/imgproc/src/resize.cpp</c>, single precision sums included.</remarks>
public static class AreaResampler
{
    // Overlaps below this share of an input pixel are ignored, as in OpenCV.
    private const double MinOverlap = 1e-3;

    /// <summary>Shrinks or keeps each side.</summary>
    /// <param name="image">The picture; not changed.</param>
    /// <param name="width">Columns of the result, 1 to the picture's.</param>
    /// <param name="height">Rows of the result, 1 to the picture's.</param>
    public static PixelImage Resize(PixelImage image, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, image.Width);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, image.Height);
        if (image.Size == new ImageSize(width, height)) return image.Crop(0, 0, width, height);

        double scaleX = 1.0 / ((double)width / image.Width);
        double scaleY = 1.0 / ((double)height / image.Height);
        int wholeX = (int)Math.Round(scaleX), wholeY = (int)Math.Round(scaleY);
        bool isWhole = Math.Abs(scaleX - wholeX) < double.BitIncrement(1) - 1 && Math.Abs(scaleY - wholeY) < double.BitIncrement(1) - 1;
        return isWhole ? ResizeByWholeFactors(image, width, height, wholeX, wholeY) : ResizeByFractions(image, width, height, scaleX, scaleY);
    }

    private static PixelImage ResizeByWholeFactors(PixelImage image, int width, int height, int factorX, int factorY)
    {
        var result = new PixelImage(width, height);
        var sums = new int[width * PixelImage.Channels];
        float share = 1f / (factorX * factorY);
        bool isQuarter = factorX == 2 && factorY == 2;
        for (int y = 0; y < height; y++)
        {
            Array.Clear(sums);
            for (int dy = 0; dy < factorY; dy++) AddColumns(image.Row((y * factorY) + dy), sums, factorX);
            var to = result.Row(y);

            // OpenCV halves with integers, which rounds ties up; every other factor rounds ties to even.
            for (int i = 0; i < to.Length; i++) to[i] = isQuarter ? (byte)((sums[i] + 2) >> 2) : Saturate(sums[i] * share);
        }

        return result;
    }

    private static void AddColumns(ReadOnlySpan<byte> row, Span<int> sums, int factor)
    {
        for (int i = 0, from = 0; i < sums.Length; i += 3)
        {
            for (int dx = 0; dx < factor; dx++, from += 3)
            {
                sums[i] += row[from];
                sums[i + 1] += row[from + 1];
                sums[i + 2] += row[from + 2];
            }
        }
    }

    private static PixelImage ResizeByFractions(PixelImage image, int width, int height, double scaleX, double scaleY)
    {
        var result = new PixelImage(width, height);
        var columns = Overlaps(image.Width, width, scaleX);
        var rows = Overlaps(image.Height, height, scaleY);
        var shrunkRow = new float[width * PixelImage.Channels];
        var sums = new float[width * PixelImage.Channels];
        for (int i = 0; i < rows.Length; i++)
        {
            var (from, to, weight) = rows[i];
            ShrinkRow(image.Row(from), shrunkRow, columns);
            bool isFirst = i == 0 || rows[i - 1].To != to, isLast = i == rows.Length - 1 || rows[i + 1].To != to;
            for (int x = 0; x < sums.Length; x++) sums[x] = isFirst ? weight * shrunkRow[x] : sums[x] + (weight * shrunkRow[x]);
            if (!isLast) continue;
            var row = result.Row(to);
            for (int x = 0; x < row.Length; x++) row[x] = Saturate(sums[x]);
        }

        return result;
    }

    private static void ShrinkRow(ReadOnlySpan<byte> row, Span<float> shrunk, ReadOnlySpan<Overlap> columns)
    {
        shrunk.Clear();
        foreach (var (from, to, weight) in columns)
        {
            var source = row.Slice(from * 3, 3);
            var target = shrunk.Slice(to * 3, 3);
            target[0] += source[0] * weight;
            target[1] += source[1] * weight;
            target[2] += source[2] * weight;
        }
    }

    /// <summary>Which input pixels each output pixel covers, and by what share, in order.</summary>
    private static Overlap[] Overlaps(int from, int to, double scale)
    {
        var overlaps = new List<Overlap>(from + (2 * to));
        for (int i = 0; i < to; i++)
        {
            double start = i * scale, end = start + scale;
            double width = Math.Min(scale, from - start);
            int firstWhole = (int)Math.Ceiling(start);
            int endWhole = Math.Min((int)Math.Floor(end), from - 1);
            firstWhole = Math.Min(firstWhole, endWhole);
            if (firstWhole - start > MinOverlap) overlaps.Add(new(firstWhole - 1, i, (float)((firstWhole - start) / width)));
            for (int k = firstWhole; k < endWhole; k++) overlaps.Add(new(k, i, (float)(1.0 / width)));
            if (end - endWhole > MinOverlap) overlaps.Add(new(endWhole, i, (float)(Math.Min(Math.Min(end - endWhole, 1.0), width) / width)));
        }

        return [.. overlaps];
    }

    private static byte Saturate(float value) => (byte)Math.Clamp(MathF.Round(value, MidpointRounding.ToEven), 0f, 255f);

    private readonly record struct Overlap(int From, int To, float Weight);
}
