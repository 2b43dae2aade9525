using Senmitsu.Numerics.Images;

namespace Senmitsu.Generation.Inpainting;

/// <summary>Fills what lies under a mask with the colours around it: many blurs laid over each other (A1111's <c>masking.fill</c>).</summary>
internal static class SurroundingColors
{
    // Radius in pixels and how often that blur is laid on.
    private static readonly (float Radius, int Times)[] Layers = [(256, 1), (64, 1), (16, 2), (4, 4), (2, 2), (0, 1)];

    /// <summary>Fills.</summary>
    /// <param name="image">The picture; not changed.</param>
    /// <param name="mask">Grey, of the same size; white is filled.</param>
    public static PixelImage Fill(PixelImage image, PixelImage mask)
    {
        var outside = LayerImage.PunchedPremultiplied(image, mask);
        var filled = new LayerImage(image.Width, image.Height);
        foreach (var (radius, times) in Layers)
        {
            var blurred = outside.Blurred(radius).Unpremultiplied();
            for (var i = 0; i < times; i++) filled.Cover(blurred);
        }

        return filled.ToImage();
    }
}
