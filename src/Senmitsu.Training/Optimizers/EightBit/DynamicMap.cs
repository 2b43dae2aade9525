namespace Senmitsu.Training.Optimizers.EightBit;

/// <summary>
/// The 256 values of dynamic tree quantization, −1…1 or 0…1: leading zero bits choose a power of ten, the bits behind them divide that decade
/// evenly (Dettmers et al. 2021, 2110.02861 §2.2). Values lie in the middle of their part of the decade.
/// </summary>
internal static class DynamicMap
{
    private const int Size = 256;
    private const int Decades = 7;

    /// <summary>For values of both signs, rising.</summary>
    public static IReadOnlyList<float> Signed { get; } = Create(isSigned: true);

    /// <summary>For values of at least 0, rising.</summary>
    public static IReadOnlyList<float> Unsigned { get; } = Create(isSigned: false);

    private static float[] Create(bool isSigned)
    {
        var values = new List<float> { 0, 1 };
        for (var decade = 0; decade < Decades; decade++)
        {
            // Without a sign bit each decade has twice as many parts.
            var parts = 1 << (isSigned ? decade : decade + 1);
            var largest = Math.Pow(10, decade - (Decades - 1));
            for (var part = 0; part < parts; part++)
            {
                var value = (float)(largest * (0.1 + 0.9 * (part + 0.5) / parts));
                values.Add(value);
                if (isSigned) values.Add(-value);
            }
        }

        values.Sort();
        return values.Count == Size ? [.. values] : throw new InvalidOperationException($"the quantization map has {values.Count} values, expected {Size}");
    }
}
