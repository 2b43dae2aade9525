using Senmitsu.Generation.Settings;
using Senmitsu.Generation.Upscaling;
using Senmitsu.Models.Upscalers;
using Senmitsu.Numerics;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Models;

namespace Senmitsu.Studio.Upscaling;

/// <summary>One of A1111's upscalers, a network or a plain rule, with the size that a request wants. Owns the network.</summary>
internal sealed class Enlarger : IDisposable
{
    private readonly UpscaleRequest _request;
    private readonly HiresUpscaler? _rule;
    private readonly PictureUpscaler? _network;

    private Enlarger(UpscaleRequest request, HiresUpscaler? rule, PictureUpscaler? network) => (_request, _rule, _network) = (request, rule, network);

    /// <summary>Finds an upscaler and loads it.</summary>
    /// <param name="option">What names it, for messages.</param>
    /// <param name="name">Lanczos, Nearest, an ESRGAN file or its name.</param>
    /// <param name="request">Size, tiles and device.</param>
    /// <param name="models">Where files are looked for.</param>
    /// <exception cref="UserErrorException">There is none of this name, or it enlarges latents only.</exception>
    public static Enlarger Open(string option, string name, UpscaleRequest request, ModelFolders models)
    {
        if (HiresUpscalerNames.Find(name) is { } rule)
            return rule is HiresUpscaler.Lanczos or HiresUpscaler.Nearest ? new(request, rule, null) : throw new UserErrorException($"{option} {name} works on latents only. Use Lanczos, Nearest or an ESRGAN file.");
        var path = new UpscalerCatalog(models).Find(option, name);
        var device = ComputeDevice.Parse(request.Device);
        return new(request, null, new PictureUpscaler(UpscalerLoader.Load(path, device.Resolve(request.Precision), device.Device), device.Device, request.Tile == 0 ? null : new PictureTiles(request.Tile, request.Overlap)));
    }

    /// <summary>Enlarges a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="token">Tested before every tile.</param>
    public PixelImage Enlarge(PixelImage image, CancellationToken token)
    {
        if (_request.Width == 0) return Upscale(image, _request.Scale, token);
        var covering = Upscale(image, Math.Max((double)_request.Width / image.Width, (double)_request.Height / image.Height), token);
        return _request.Crops ? Centred(covering, _request.Width, _request.Height) : covering;
    }

    /// <inheritdoc/>
    public void Dispose() => _network?.Dispose();

    /// <summary>By a network, or without one: to the size, sides being multiples of 8 as with one.</summary>
    private PixelImage Upscale(PixelImage image, double factor, CancellationToken token)
    {
        const int Step = 8;
        if (_network is not null) return _network.Upscale(image, factor, token);
        int width = Math.Max(Step, (int)(image.Width * factor) / Step * Step), height = Math.Max(Step, (int)(image.Height * factor) / Step * Step);
        return _rule == HiresUpscaler.Nearest ? PointResampler.Resize(image, width, height, ResizeInterpolation.Nearest) : LanczosResampler.Resize(image, width, height);
    }

    /// <summary>Puts a picture into the middle of a size; what is beyond is cut, what lacks is black.</summary>
    private static PixelImage Centred(PixelImage image, int width, int height)
    {
        var result = new PixelImage(width, height);
        int left = width / 2 - image.Width / 2, top = height / 2 - image.Height / 2;
        for (var y = Math.Max(0, top); y < Math.Min(height, top + image.Height); y++)
        {
            int from = Math.Max(0, -left), count = Math.Min(image.Width - from, width - Math.Max(0, left));
            image.Row(y - top).Slice(from * PixelImage.Channels, count * PixelImage.Channels).CopyTo(result.Row(y)[(Math.Max(0, left) * PixelImage.Channels)..]);
        }

        return result;
    }
}
