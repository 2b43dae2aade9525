namespace Senmitsu.Numerics.Images;

/// <summary>
/// Blurs a mask as A1111 does: OpenCV's <c>GaussianBlur</c> on 8-bit pixels in one direction, with a kernel of 2·⌊2.5·σ + 0.5⌋ + 1 pixels.
/// Bit for bit as opencv/opencv 4 <c>modules/imgproc/src/smooth.dispatch.cpp</c>: weights are whole 256ths whose rounding errors are carried on.
/// </summary>
public static class MaskBlur
{
    private const int One = 256;

    /// <summary>Blurs along rows.</summary>
    /// <param name="image">The picture; not changed, and returned itself for σ = 0.</param>
    /// <param name="sigma">Standard deviation in pixels, 0 or more.</param>
    public static PixelImage AlongRows(PixelImage image, int sigma)
    {
        ArgumentNullException.ThrowIfNull(image);
        return sigma > 0 ? Blur(image, sigma, image.Width, image.Height, PixelImage.Channels, image.Width * PixelImage.Channels) : image;
    }

    /// <summary>Blurs along columns.</summary>
    /// <inheritdoc cref="AlongRows"/>
    public static PixelImage AlongColumns(PixelImage image, int sigma)
    {
        ArgumentNullException.ThrowIfNull(image);
        return sigma > 0 ? Blur(image, sigma, image.Height, image.Width, image.Width * PixelImage.Channels, PixelImage.Channels) : image;
    }

    /// <summary>The weights of the kernel in 256ths; they sum to 256.</summary>
    /// <param name="sigma">Standard deviation in pixels.</param>
    /// <param name="half">Pixels on each side of the middle.</param>
    internal static int[] Kernel(int sigma, int half)
    {
        var exact = Enumerable.Range(-half, half).Select(x => Math.Exp(-0.5 * x * x / ((double)sigma * sigma))).ToArray();
        var scale = 1 / ((exact.Sum() * 2) + 1);
        var kernel = new int[(2 * half) + 1];
        double carried = 0;
        for (var i = 0; i < half; i++)
        {
            var wanted = (exact[i] * scale * One) + carried;
            kernel[i] = kernel[^(i + 1)] = (int)Math.Round(wanted, MidpointRounding.ToEven);
            carried = wanted - kernel[i];
        }

        kernel[half] = One - (2 * kernel[..half].Sum());
        return kernel;
    }

    private static PixelImage Blur(PixelImage image, int sigma, int length, int lines, int step, int lineStep)
    {
        var half = (int)((2.5 * sigma) + 0.5);
        var kernel = Kernel(sigma, half);
        var (from, result) = (image.Pixels, new PixelImage(image.Width, image.Height));
        for (var line = 0; line < lines; line++)
        {
            for (var i = 0; i < length; i++)
            {
                var at = (line * lineStep) + (i * step);
                for (var channel = 0; channel < PixelImage.Channels; channel++)
                {
                    var sum = One / 2;
                    for (var k = 0; k < kernel.Length; k++) sum += kernel[k] * from[(line * lineStep) + (Reflected(i + k - half, length) * step) + channel];
                    result.Pixels[at + channel] = (byte)(sum / One);
                }
            }
        }

        return result;
    }

    /// <summary>Beyond the edge the picture is mirrored at the edge pixel, which is not repeated (BORDER_REFLECT_101).</summary>
    private static int Reflected(int i, int length)
    {
        if (length == 1) return 0;
        while (i < 0 || i >= length) i = i < 0 ? -i : (2 * (length - 1)) - i;
        return i;
    }
}
