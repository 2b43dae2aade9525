using Senmitsu.Formats.Files;
using Senmitsu.Numerics.Images;

namespace Senmitsu.DemoModel.Demonstration;

/// <summary>A mask for inpainting that keeps the head of a portrait and repaints the rest.</summary>
internal static class HeadMask
{
    private const double CentreX = 64, CentreY = 55, HalfWidth = 37, HalfHeight = 45;

    /// <summary>Writes the mask: white is repainted, black is kept.</summary>
    /// <param name="path">The PNG file.</param>
    /// <param name="side">Width and height of the portrait.</param>
    public static void Write(string path, int side)
    {
        var mask = new PixelImage(side, side);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var isHead = Math.Pow((x + 0.5 - CentreX) / HalfWidth, 2) + Math.Pow((y + 0.5 - CentreY) / HalfHeight, 2) < 1;
                mask.Row(y).Slice(x * PixelImage.Channels, PixelImage.Channels).Fill(isHead ? (byte)0 : (byte)255);
            }
        }

        AtomicFile.Write(path, stream => stream.Write(ImageFile.EncodePng(mask)));
    }
}
