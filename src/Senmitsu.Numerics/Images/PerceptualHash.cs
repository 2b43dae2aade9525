using System.Numerics;

namespace Senmitsu.Numerics.Images;

/// <summary>
/// 64 bits that say what a picture looks like and hardly change when it is scaled, compressed or brightened: the signs of its 64
/// slowest cosine waves against their median (Zauner 2010, "Implementation and Benchmarking of Perceptual Image Hash Functions", §3.2.1).
/// </summary>
/// <param name="Bits">The bits.</param>
public readonly record struct PerceptualHash(ulong Bits)
{
    /// <summary>Pictures are scaled to a square of this side first.</summary>
    private const int Side = 32;

    /// <summary>Waves kept in each direction.</summary>
    private const int Waves = 8;

    // Below this a wave is rounding: a picture of one colour has none.
    private const double Silence = 1e-6;

    private static readonly double[,] Cosines = MakeCosines();

    /// <summary>The hash of a picture.</summary>
    public static PerceptualHash Of(PixelImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var coefficients = Transform(Luminance(KohyaResize.Resize(image, new ImageSize(Side, Side))));

        // The constant term says how bright the picture is, not what it shows.
        double[] ordered = [.. coefficients.Skip(1).Order()];
        double median = ordered[ordered.Length / 2];
        ulong bits = 0;
        for (int i = 1; i < coefficients.Length; i++)
        {
            if (coefficients[i] - median > Silence) bits |= 1UL << i;
        }

        return new PerceptualHash(bits);
    }

    /// <summary>Bits that differ: 0 for pictures that look the same, about 32 for pictures that have nothing in common.</summary>
    public int DistanceTo(PerceptualHash other) => BitOperations.PopCount(Bits ^ other.Bits);

    /// <summary>Brightness of each pixel (ITU-R BT.601).</summary>
    private static double[,] Luminance(PixelImage image)
    {
        var result = new double[Side, Side];
        for (int y = 0; y < Side; y++)
        {
            var row = image.Row(y);
            for (int x = 0; x < Side; x++) result[y, x] = (0.299 * row[x * 3]) + (0.587 * row[(x * 3) + 1]) + (0.114 * row[(x * 3) + 2]);
        }

        return result;
    }

    /// <summary>The slowest waves of the discrete cosine transform (type II), row by row.</summary>
    private static double[] Transform(double[,] values)
    {
        var rows = new double[Side, Waves];
        for (int y = 0; y < Side; y++)
        {
            for (int u = 0; u < Waves; u++)
            {
                for (int x = 0; x < Side; x++) rows[y, u] += values[y, x] * Cosines[u, x];
            }
        }

        var result = new double[Waves * Waves];
        for (int v = 0; v < Waves; v++)
        {
            for (int u = 0; u < Waves; u++)
            {
                for (int y = 0; y < Side; y++) result[(v * Waves) + u] += rows[y, u] * Cosines[v, y];
            }
        }

        return result;
    }

    private static double[,] MakeCosines()
    {
        var cosines = new double[Waves, Side];
        for (int u = 0; u < Waves; u++)
        {
            for (int x = 0; x < Side; x++) cosines[u, x] = Math.Cos(Math.PI * u * ((2 * x) + 1) / (2 * Side));
        }

        return cosines;
    }
}
