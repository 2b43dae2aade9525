using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;

namespace Senmitsu.Generation;

/// <summary>Brings an img2img input to the picture's size, as AUTOMATIC1111 does (modules/images.py, resize_image), with Lanczos.</summary>
public static class ImageFitting
{
    /// <summary>Resizes by <paramref name="mode"/>; <see cref="ResizeMode.LatentUpscale"/> leaves the picture alone.</summary>
    public static PixelImage Fit(PixelImage image, int width, int height, ResizeMode mode)
    {
        ArgumentNullException.ThrowIfNull(image);
        return mode switch
        {
            ResizeMode.JustResize => Resize(image, width, height),
            ResizeMode.CropAndResize => Cover(image, width, height),
            ResizeMode.ResizeAndFill => Contain(image, width, height),
            _ => image,
        };
    }

    private static PixelImage Resize(PixelImage image, int width, int height) =>
        image.Width == width && image.Height == height ? image : LanczosResampler.Resize(image, width, height);

    private static PixelImage Cover(PixelImage image, int width, int height)
    {
        var isWider = (long)width * image.Height > (long)image.Width * height;
        var scaledWidth = isWider ? width : (int)((long)image.Width * height / image.Height);
        var scaledHeight = isWider ? (int)((long)image.Height * width / image.Width) : height;
        var scaled = Resize(image, Math.Max(scaledWidth, width), Math.Max(scaledHeight, height));
        return scaled.Crop(scaled.Width / 2 - width / 2, scaled.Height / 2 - height / 2, width, height);
    }

    private static PixelImage Contain(PixelImage image, int width, int height)
    {
        var isWider = (long)width * image.Height < (long)image.Width * height;
        var scaledWidth = isWider ? width : Math.Max(1, (int)((long)image.Width * height / image.Height));
        var scaledHeight = isWider ? Math.Max(1, (int)((long)image.Height * width / image.Width)) : height;
        var scaled = Resize(image, scaledWidth, scaledHeight);
        var result = new PixelImage(width, height);
        var left = width / 2 - scaledWidth / 2;
        var top = height / 2 - scaledHeight / 2;
        for (var y = 0; y < height; y++)
        {
            var target = result.Row(y);
            for (var x = 0; x < width; x++)
            {
                for (var c = 0; c < PixelImage.Channels; c++) target[(x * PixelImage.Channels) + c] = isWider ? Beyond(scaled, x, y - top, 0, 1, c) : Beyond(scaled, x - left, y, 1, 0, c);
            }
        }

        return result;
    }

    /// <summary>
    /// A value of the picture, and beyond its edge what Pillow makes of a stretched edge of no width: its cubic window still reaches the second
    /// pixel from the edge, with weight −1/8.
    /// </summary>
    private static byte Beyond(PixelImage image, int x, int y, int stepX, int stepY, int channel)
    {
        int insideX = Math.Clamp(x, 0, image.Width - 1), insideY = Math.Clamp(y, 0, image.Height - 1);
        var edge = Value(insideX, insideY);
        if (insideX == x && insideY == y) return edge;
        int innerX = insideX + (x < 0 ? stepX : -stepX), innerY = insideY + (y < 0 ? stepY : -stepY);
        if (innerX < 0 || innerX >= image.Width || innerY < 0 || innerY >= image.Height) return edge;
        return (byte)Math.Clamp(((9 * edge) - Value(innerX, innerY) + 4) >> 3, 0, 255);

        byte Value(int column, int row) => image.Pixels[(((row * image.Width) + column) * PixelImage.Channels) + channel];
    }
}
