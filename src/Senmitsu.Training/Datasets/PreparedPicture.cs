using Senmitsu.Numerics.Images;

namespace Senmitsu.Training.Datasets;

/// <summary>A picture as the encoder sees it.</summary>
/// <param name="Pixels">Of the bucket's size.</param>
/// <param name="Mask">Grey, of the bucket's size: white is learned, black is not. Null when all is.</param>
internal sealed record PreparedPicture(PixelImage Pixels, PixelImage? Mask)
{
    // Side of the square of pixels that one latent stands for.
    private const int LatentStep = 8;

    /// <summary>Reads, scales and cuts a picture.</summary>
    /// <param name="image">Which.</param>
    /// <param name="cut">Where.</param>
    /// <exception cref="ImageFileException">The picture or its mask cannot be read.</exception>
    public static PreparedPicture Read(PlannedImage image, PictureCut cut)
    {
        var path = image.Image.Path;
        return new(
            Cut(ImageFile.Read(path)),
            !image.HasMask ? null : Cut(image.Image.MaskPath is { } mask ? ImageFile.Read(mask) : ImageFile.ReadAlpha(path)));

        PixelImage Cut(PixelImage whole) => KohyaResize.Resize(whole, cut.Resized, image.Subset.Interpolation)
            .Crop(cut.Left, cut.Top, image.Choice.Bucket.Width, image.Choice.Bucket.Height);
    }

    /// <summary>Left and right exchanged.</summary>
    public PreparedPicture Mirrored() => new(Pixels.FlipHorizontally(), Mask?.FlipHorizontally());

    /// <summary>The mask averaged over the square of each latent.</summary>
    /// <returns>[h, w] · 0…1; null without a mask.</returns>
    public float[]? LatentMask()
    {
        if (Mask is null) return null;
        int width = Mask.Width / LatentStep, height = Mask.Height / LatentStep;
        var result = new float[width * height];
        for (int y = 0; y < height * LatentStep; y++)
        {
            var row = Mask.Row(y);
            for (int x = 0; x < width * LatentStep; x++) result[(y / LatentStep * width) + (x / LatentStep)] += row[x * PixelImage.Channels];
        }

        for (int i = 0; i < result.Length; i++) result[i] /= 255f * LatentStep * LatentStep;
        return result;
    }
}
