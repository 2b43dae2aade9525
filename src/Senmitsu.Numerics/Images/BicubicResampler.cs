namespace Senmitsu.Numerics.Images;

/// <summary>Resizes with the cubic of Keys 1981 with a = −0.5, bit for bit as Pillow's <c>BICUBIC</c> on 8-bit RGB.</summary>
public static class BicubicResampler
{
    private const double A = -0.5;

    /// <summary>Resizes to any size; when shrinking, the window widens so that every pixel counts.</summary>
    /// <param name="image">The picture; not changed.</param>
    /// <param name="width">Columns of the result, at least 1.</param>
    /// <param name="height">Rows of the result, at least 1.</param>
    public static PixelImage Resize(PixelImage image, int width, int height) => PillowResampler.Resize(image, width, height, 2, Cubic);

    private static double Cubic(double x) => Math.Abs(x) switch
    {
        < 1 and var near => (((A + 2) * near - (A + 3)) * near * near) + 1,
        < 2 and var far => ((((far - 5) * far) + 8) * far - 4) * A,
        _ => 0,
    };
}
