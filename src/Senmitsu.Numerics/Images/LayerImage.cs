namespace Senmitsu.Numerics.Images;

/// <summary>An 8-bit RGBA picture that is laid over others, with Pillow's arithmetic (python-pillow/Pillow <c>src/libImaging</c>).</summary>
public sealed class LayerImage
{
    private const int Channels = 4;
    private const int PrecisionBits = 7;

    /// <summary>A transparent layer.</summary>
    /// <param name="width">Pixels per row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public LayerImage(int width, int height) => (Width, Height, Pixels) = (width, height, new byte[checked(width * height * Channels)]);

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>[H, W, 4] · uint8 · red, green, blue, alpha.</summary>
    internal byte[] Pixels { get; }

    /// <summary>A picture whose marked parts are punched out: where the mask is white nothing is left, where it is black all.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="mask">A grey picture of the same size.</param>
    /// <returns>The layer, its colours multiplied by alpha.</returns>
    public static LayerImage PunchedPremultiplied(PixelImage image, PixelImage mask)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(mask);
        if (image.Size != mask.Size) throw new ArgumentException($"the mask must be {image.Size} as the picture is, got {mask.Size}", nameof(mask));
        var layer = new LayerImage(image.Width, image.Height);
        for (int i = 0, from = 0; i < layer.Pixels.Length; i += Channels, from += PixelImage.Channels)
        {
            var alpha = 255 - mask.Pixels[from];
            for (var c = 0; c < PixelImage.Channels; c++) layer.Pixels[i + c] = (byte)Over255(image.Pixels[from + c] * alpha);
            layer.Pixels[i + 3] = (byte)alpha;
        }

        return layer;
    }

    /// <summary>A picture at a place, transparent around it.</summary>
    /// <param name="image">The picture; it must lie inside.</param>
    /// <param name="left">Its first column.</param>
    /// <param name="top">Its first row.</param>
    /// <param name="size">Size of the layer.</param>
    public static LayerImage Placed(PixelImage image, int left, int top, ImageSize size)
    {
        ArgumentNullException.ThrowIfNull(image);
        var layer = new LayerImage(size.Width, size.Height);
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Row(y);
            var to = (((top + y) * size.Width) + left) * Channels;
            for (var x = 0; x < image.Width; x++, to += Channels)
            {
                row.Slice(x * PixelImage.Channels, PixelImage.Channels).CopyTo(layer.Pixels.AsSpan(to));
                layer.Pixels[to + 3] = 255;
            }
        }

        return layer;
    }

    /// <summary>The same with colours divided by alpha.</summary>
    public LayerImage Unpremultiplied()
    {
        var layer = new LayerImage(Width, Height);
        for (var i = 0; i < Pixels.Length; i += Channels)
        {
            int alpha = Pixels[i + 3];
            for (var c = 0; c < PixelImage.Channels; c++) layer.Pixels[i + c] = alpha is 0 or 255 ? Pixels[i + c] : (byte)Math.Min(255, 255 * Pixels[i + c] / alpha);
            layer.Pixels[i + 3] = (byte)alpha;
        }

        return layer;
    }

    /// <summary>Blurred, as Pillow's <c>GaussianBlur</c>.</summary>
    /// <param name="radius">0 or more pixels.</param>
    public LayerImage Blurred(float radius)
    {
        var layer = new LayerImage(Width, Height);
        Pixels.CopyTo(layer.Pixels, 0);
        PillowBlur.Apply(layer.Pixels, Width, Height, Channels, radius);
        return layer;
    }

    /// <summary>Lays another layer over this one, which changes (Pillow's <c>alpha_composite</c>).</summary>
    /// <param name="layer">A layer of the same size, colours not multiplied by alpha.</param>
    public void Cover(LayerImage layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if ((layer.Width, layer.Height) != (Width, Height)) throw new ArgumentException($"layers must have one size: {Width}x{Height}, got {layer.Width}x{layer.Height}", nameof(layer));
        for (var i = 0; i < Pixels.Length; i += Channels)
        {
            uint alpha = layer.Pixels[i + 3], below = Pixels[i + 3];
            if (alpha == 0) continue;
            var both = (alpha * 255) + (below * (255 - alpha));
            var weight = alpha * 255 * 255 * (1 << PrecisionBits) / both;
            var rest = (255 * (1 << PrecisionBits)) - weight;
            for (var c = 0; c < PixelImage.Channels; c++)
            {
                var sum = (layer.Pixels[i + c] * weight) + (Pixels[i + c] * rest) + (0x80 << PrecisionBits);
                Pixels[i + c] = (byte)((((sum >> 8) + sum) >> 8) >> PrecisionBits);
            }

            Pixels[i + 3] = (byte)Over255((int)both);
        }
    }

    /// <summary>The colours without alpha.</summary>
    public PixelImage ToImage()
    {
        var image = new PixelImage(Width, Height);
        for (int i = 0, to = 0; i < Pixels.Length; i += Channels, to += PixelImage.Channels) Pixels.AsSpan(i, PixelImage.Channels).CopyTo(image.Pixels.AsSpan(to));
        return image;
    }

    /// <summary>Rounded n/255.</summary>
    private static int Over255(int n) => (((n + 128) >> 8) + n + 128) >> 8;
}
