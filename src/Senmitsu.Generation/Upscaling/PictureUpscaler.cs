using Senmitsu.Models.Upscalers;
using Senmitsu.Numerics.Images;
using static TorchSharp.torch;

namespace Senmitsu.Generation.Upscaling;

/// <summary>Enlarges pictures with a network as AUTOMATIC1111 does (modules/upscaler.py, upscaler_utils.py). Owns the network.</summary>
/// <param name="network">The network. Taken over.</param>
/// <param name="device">Where it lives.</param>
/// <param name="tiles">How pictures are cut for it; <see langword="null"/> for not at all.</param>
public sealed class PictureUpscaler(IUpscaler network, Device device, PictureTiles? tiles) : IDisposable
{
    private const int MostPasses = 3, SizeStep = 8;

    /// <summary>Pixels along one side of a tile (A1111's <c>ESRGAN_tile</c>).</summary>
    public const int DefaultTile = 192;

    /// <summary>Pixels that tiles share (A1111's <c>ESRGAN_tile_overlap</c>).</summary>
    public const int DefaultOverlap = 8;

    /// <summary>Enlarges by any factor: the network as often as needed, at most three times, then Lanczos to sides that are multiples of 8.</summary>
    /// <param name="image">The picture; not changed.</param>
    /// <param name="factor">Greater than 0.</param>
    /// <param name="token">Tested before every tile.</param>
    public PixelImage Upscale(PixelImage image, double factor, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(image);
        var width = (int)(image.Width * factor) / SizeStep * SizeStep;
        var height = (int)(image.Height * factor) / SizeStep * SizeStep;
        var result = image;
        for (var pass = 0; pass < MostPasses; pass++)
        {
            result = Enlarge(result, token);
            if (network.Scale == 1 || (result.Width >= width && result.Height >= height)) break;
        }

        return Resized(result, Math.Max(width, 1), Math.Max(height, 1));
    }

    /// <summary>Brings a picture to a size: the network if it must grow, then Lanczos (A1111's <c>resize_image</c>, "just resize").</summary>
    /// <param name="image">The picture; not changed.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="token">Tested before every tile.</param>
    public PixelImage ResizeTo(PixelImage image, int width, int height, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(image);
        var factor = Math.Max((double)width / image.Width, (double)height / image.Height);
        return Resized(factor > 1 ? Upscale(image, factor, token) : image, width, height);
    }

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();

    private static PixelImage Resized(PixelImage image, int width, int height) =>
        image.Width == width && image.Height == height ? image : LanczosResampler.Resize(image, width, height);

    private PixelImage Enlarge(PixelImage image, CancellationToken token) => tiles is null ? Run(image, token) : tiles.Enlarge(image, network.Scale, tile => Run(tile, token));

    /// <summary>A1111 shows the networks blue, green, red, and rounds their results to the nearest even byte.</summary>
    private PixelImage Run(PixelImage image, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var colours = tensor(image.Pixels, ScalarType.Byte).view(1, image.Height, image.Width, PixelImage.Channels).permute(0, 3, 1, 2).flip(1);
        var result = network.Forward(colours.to(ScalarType.Float32).div_(255).to(device));
        if (!result.isfinite().all().item<bool>()) throw new NonFiniteLatentException();
        var bytes = result.clamp_(0, 1).mul_(255).round_().to(ScalarType.Byte).flip(1).squeeze(0).permute(1, 2, 0).contiguous().cpu(); // [H, W, 3]
        return new PixelImage((int)result.shape[3], (int)result.shape[2], bytes.bytes.ToArray());
    }
}
