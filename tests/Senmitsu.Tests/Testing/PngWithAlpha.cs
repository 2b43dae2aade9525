using SkiaSharp;

namespace Senmitsu.Tests.Testing;

/// <summary>Pictures with transparent parts.</summary>
internal static class PngWithAlpha
{
    /// <summary>A grey PNG file.</summary>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="alpha">How opaque the pixel of a column and row is.</param>
    public static byte[] Encode(int width, int height, Func<int, int, byte> alpha)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++) bitmap.SetPixel(x, y, new SKColor(90, 90, 90, alpha(x, y)));
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
