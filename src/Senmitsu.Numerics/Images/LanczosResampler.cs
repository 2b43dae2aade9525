namespace Senmitsu.Numerics.Images;

/// <summary>Resizes with a Lanczos window of three lobes, bit for bit as Pillow's <c>LANCZOS</c> on 8-bit RGB.</summary>
public static class LanczosResampler
{
    private const int Lobes = 3;

    /// <summary>Resizes to any size; when shrinking, the window widens so that every pixel counts.</summary>
    /// <param name="image">The picture; not changed.</param>
    /// <param name="width">Columns of the result, at least 1.</param>
    /// <param name="height">Rows of the result, at least 1.</param>
    public static PixelImage Resize(PixelImage image, int width, int height) => PillowResampler.Resize(image, width, height, Lobes, Lanczos);

    private static double Lanczos(double x) => x is >= -Lobes and < Lobes ? Sinc(x) * Sinc(x / Lobes) : 0;

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(x * Math.PI) / (x * Math.PI);
}
