using Senmitsu.Generation.Settings;
using Senmitsu.Models;
using Senmitsu.Numerics.Images;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Generation.Inpainting;

/// <summary>
/// What models made for inpainting see besides the noisy latent: the mask and the latent of the picture without its masked part
/// (A1111's <c>inpainting_image_conditioning</c>). The encoder's mean is taken (docs/decisions/0006-img2img-takes-the-mean.md).
/// </summary>
internal static class ImageConditioning
{
    /// <summary>Without a picture: everything is masked.</summary>
    /// <param name="model">The model. Borrowed.</param>
    /// <param name="height">Rows of the latent.</param>
    /// <param name="width">Columns of the latent.</param>
    /// <returns>[1, 5, h, w] · float32. Caller owns it.</returns>
    public static Tensor Blank(StableDiffusionModel model, long height, long width)
    {
        using var scope = NewDisposeScope();
        return FromPixels(model, zeros(1, 3, height * GenerationSettings.SizeStep, width * GenerationSettings.SizeStep, device: model.Device), null, 1, height, width).MoveToOuterDisposeScope();
    }

    /// <summary>With a picture.</summary>
    /// <param name="model">The model. Borrowed.</param>
    /// <param name="pixels">[1 or B, 3, H, W] · float32 · −1…1. Borrowed.</param>
    /// <param name="mask">[1, 1, H, W] · float32 · 1 is repainted; <see langword="null"/> for everything. Borrowed.</param>
    /// <param name="weight">How much of the masked part is left out, 0…1.</param>
    /// <param name="height">Rows of the latent.</param>
    /// <param name="width">Columns of the latent.</param>
    /// <returns>[1 or B, 5, h, w] · float32. Caller owns it.</returns>
    public static Tensor FromPixels(StableDiffusionModel model, Tensor pixels, Tensor? mask, double weight, long height, long width)
    {
        using var scope = NewDisposeScope();
        mask ??= ones(1, 1, pixels.shape[2], pixels.shape[3], device: pixels.device);
        var seen = pixels * (1 - (mask * weight));
        var latents = cat([.. Enumerable.Range(0, (int)pixels.shape[0]).Select(i => model.EncodePixels(seen.narrow(0, i, 1), null))], 0);
        if (latents.shape[2] != height || latents.shape[3] != width) latents = LatentResize.Resize(latents, (int)height, (int)width, HiresUpscaler.Latent);
        var small = LatentResize.Resize(mask, (int)height, (int)width, HiresUpscaler.LatentNearest);
        return cat([small.expand(latents.shape[0], -1, -1, -1), latents], 1).MoveToOuterDisposeScope();
    }

    /// <summary>A mask as the network sees it.</summary>
    /// <param name="mask">Grey.</param>
    /// <param name="rounds">Whether it becomes black and white.</param>
    /// <returns>[1, 1, H, W] · float32 · 0…1 · CPU. Caller owns it.</returns>
    public static Tensor MaskValues(PixelImage mask, bool rounds)
    {
        using var scope = NewDisposeScope();
        var values = tensor(mask.Pixels, ScalarType.Byte).view(1, mask.Height, mask.Width, PixelImage.Channels).narrow(3, 0, 1).permute(0, 3, 1, 2).to(ScalarType.Float32) / 255;
        return (rounds ? values.round() : values).contiguous().MoveToOuterDisposeScope();
    }
}
