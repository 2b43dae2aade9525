using Senmitsu.Generation.Settings;
using Senmitsu.Generation.Upscaling;
using Senmitsu.Numerics.Images;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Generation;

/// <summary>Between the two passes of a hires fix: the first result, enlarged and cut to the target.</summary>
/// <param name="active">The models, whose autoencoders the picture upscalers need. That of the second pass is active afterwards.</param>
/// <param name="findUpscaler">Opens the network of a name.</param>
internal sealed class HiresEnlargement(ActiveModel active, Func<string, PictureUpscaler> findUpscaler)
{
    private const int Step = GenerationSettings.SizeStep;

    /// <summary>Enlarges.</summary>
    /// <param name="latent">[B, 4, h, w] · float32 · scaled by 0.18215. Borrowed.</param>
    /// <param name="size">Sizes.</param>
    /// <param name="hires">How.</param>
    /// <param name="token">Tested before every tile of a network.</param>
    /// <returns>[B, 4, h', w'] · float32 · scaled by 0.18215. Caller owns it.</returns>
    public Tensor Enlarge(Tensor latent, HiresSize size, HiresSettings hires, CancellationToken token)
    {
        using var scope = NewDisposeScope();
        var pictures = hires.Upscaler < HiresUpscaler.None ? null : Decode(latent);
        active.BeginSecondPass();
        var enlarged = pictures is null
            ? LatentResize.Resize(latent, size.Height / Step, size.Width / Step, hires.Upscaler)
            : cat([.. Enlarge(pictures, size, hires, token).Select(Encode)]);
        return enlarged
            .narrow(2, size.CutRows / 2, enlarged.shape[2] - size.CutRows)
            .narrow(3, size.CutColumns / 2, enlarged.shape[3] - size.CutColumns)
            .contiguous().MoveToOuterDisposeScope();
    }

    private List<PixelImage> Decode(Tensor latent)
    {
        using var scope = NewDisposeScope();
        return [.. Enumerable.Range(0, (int)latent.shape[0]).Select(i => TensorImages.ToImage(active.Model.DecodeLatent(latent.narrow(0, i, 1))))];
    }

    private List<PixelImage> Enlarge(List<PixelImage> pictures, HiresSize size, HiresSettings hires, CancellationToken token)
    {
        int width = size.Width / Step * Step, height = size.Height / Step * Step;
        using var network = hires.Upscaler == HiresUpscaler.Model ? findUpscaler(hires.UpscalerModel!) : null;
        return [.. pictures.Select(picture => network?.ResizeTo(picture, width, height, token) ?? (hires.Upscaler == HiresUpscaler.Nearest
            ? PointResampler.Resize(picture, width, height, ResizeInterpolation.Nearest)
            : LanczosResampler.Resize(picture, width, height)))];
    }

    /// <summary>By the mean, as img2img does here (decision 0006).</summary>
    private Tensor Encode(PixelImage picture)
    {
        using var pixels = TensorImages.ToPixels(picture).to(active.Model.Device);
        return active.Model.EncodePixels(pixels, null);
    }
}
