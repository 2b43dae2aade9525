namespace Senmitsu.Numerics.Images;

/// <summary>Resizes with a window one pixel wide, as Pillow's <c>BOX</c> on 8-bit RGB.</summary>
public static class BoxResampler
{
    /// <summary>Resizes to any size; when shrinking, the window widens to average what each pixel covers.</summary>
    /// <param name="image">The picture; not changed.</param>
    /// <param name="width">Columns of the result, at least 1.</param>
    /// <param name="height">Rows of the result, at least 1.</param>
    public static PixelImage Resize(PixelImage image, int width, int height) => PillowResampler.Resize(image, width, height, 0.5, x => x is > -0.5 and <= 0.5 ? 1 : 0);
}
