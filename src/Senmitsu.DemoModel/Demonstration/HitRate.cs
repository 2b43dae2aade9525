namespace Senmitsu.DemoModel.Demonstration;

/// <summary>How often something came out right.</summary>
/// <param name="Hits">Times it did.</param>
/// <param name="Count">Times it was tried, at least 1.</param>
public sealed record HitRate(int Hits, int Count)
{
    private const double Normal95 = 1.959963984540054;

    /// <summary>Share of hits, 0 to 1.</summary>
    public double Share => Hits / (double)Count;

    /// <summary>Lower end of the 95 % confidence interval (Wilson 1927).</summary>
    public double Low => Bound(-1);

    /// <summary>Upper end of the 95 % confidence interval.</summary>
    public double High => Bound(1);

    /// <summary>Counts what holds.</summary>
    public static HitRate Of<T>(IReadOnlyCollection<T> tries, Func<T, bool> isHit)
    {
        ArgumentNullException.ThrowIfNull(tries);
        return new HitRate(tries.Count(isHit), tries.Count);
    }

    private double Bound(int side)
    {
        double n = Count, z = Normal95, z2 = z * z;
        return Math.Clamp((Share + (z2 / (2 * n)) + (side * z * Math.Sqrt((Share * (1 - Share) / n) + (z2 / (4 * n * n))))) / (1 + (z2 / n)), 0, 1);
    }
}
