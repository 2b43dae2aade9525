namespace Senmitsu.Generation.Inpainting;

/// <summary>
/// Replaces every value by the mean of a range of percentiles among its 5×5 neighbours, which count by a Gaussian that ends at 0
/// (A1111's soft inpainting, <c>weighted_histogram_filter</c>).
/// </summary>
internal static class PercentileFilter
{
    private const int Reach = 2;
    private const double Deviation = 1.5;

    /// <summary>Least width of the range, in weights.</summary>
    private const double MinWidth = 1;

    private static readonly double[] Kernel = [.. from y in Enumerable.Range(-Reach, (2 * Reach) + 1) from x in Enumerable.Range(-Reach, (2 * Reach) + 1) select Weight((x * x) + (y * y))];

    /// <summary>Filters.</summary>
    /// <param name="values">[h, w], row-major.</param>
    /// <param name="width">w.</param>
    /// <param name="from">Percentile at which the range begins, 0…1.</param>
    /// <param name="to">Percentile at which it ends.</param>
    public static float[] Apply(float[] values, int width, double from, double to)
    {
        var height = values.Length / width;
        var result = new float[values.Length];
        var near = new List<(float Value, double Weight)>();
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                near.Clear();
                for (var row = Math.Max(0, y - Reach); row <= Math.Min(height - 1, y + Reach); row++)
                {
                    for (var column = Math.Max(0, x - Reach); column <= Math.Min(width - 1, x + Reach); column++)
                        near.Add((values[(row * width) + column], Kernel[((row - y + Reach) * ((2 * Reach) + 1)) + column - x + Reach]));
                }

                near.Sort((a, b) => a.Value.CompareTo(b.Value));
                result[(y * width) + x] = (float)MeanOfRange(near, from, to);
            }
        }

        return result;
    }

    private static double MeanOfRange(List<(float Value, double Weight)> sorted, double from, double to)
    {
        var total = sorted.Sum(element => element.Weight);
        var (low, high) = (total * from, total * to);
        if (high - low < MinWidth)
        {
            var centre = (low + high) / 2;
            (low, high) = (centre - (MinWidth / 2), centre + (MinWidth / 2));
            if (high > total) (low, high) = (total - MinWidth, total);
            if (low < 0) (low, high) = (0, MinWidth);
        }

        double start = 0, sum = 0, weights = 0;
        foreach (var (value, weight) in sorted)
        {
            var end = start + weight;
            var overlap = Math.Min(high, end) - Math.Max(low, start);
            start = end;
            if (overlap <= 0) continue;
            sum += value * overlap;
            weights += overlap;
        }

        return weights == 0 ? 0 : sum / weights;
    }

    private static double Weight(int squaredDistance)
    {
        var end = Math.Exp(-(Reach + 1) * (Reach + 1) / (Deviation * Deviation));
        return Math.Max(0, (Math.Exp(-squaredDistance / (Deviation * Deviation)) - end) / (1 - end));
    }
}
