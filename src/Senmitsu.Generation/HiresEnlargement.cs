using Senmitsu.Generation.Settings;
using Senmitsu.Models;
using Senmitsu.Numerics.Images;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Generation;

/// <summary>Between the two passes of a hires fix: the first result, enlarged and cut to the target.</summary>
/// <param name="model">The model, whose autoencoder the picture upscalers need. Borrowed.</param>
internal sealed class HiresEnlargement(StableDiffusionModel model)
{
    private const int Step = GenerationSettings.SizeStep;

    /// <summary>Enlarges.</summary>
    /// <param name="latent">[B, 4, h, w] · float32 · scaled by 0.18215. Borrowed.</param>
    /// <param name="size">Sizes.</param>
    /// <param name="upscaler">How.</param>
    /// <returns>[B, 4, h', w'] · float32 · scaled by 0.18215. Caller owns it.</returns>
    public Tensor Enlarge(Tensor latent, HiresSize size, HiresUpscaler upscaler)
    {
        using var scope = NewDisposeScope();
        var enlarged = upscaler is HiresUpscaler.None or HiresUpscaler.Lanczos or HiresUpscaler.Nearest
            ? stack([.. Enumerable.Range(0, (int)latent.shape[0]).Select(i => ThroughPicture(latent.narrow(0, i, 1), size, upscaler)[0])])
            : LatentResize.Resize(latent, size.Height / Step, size.Width / Step, upscaler);
        return enlarged
            .narrow(2, size.CutRows / 2, enlarged.shape[2] - size.CutRows)
            .narrow(3, size.CutColumns / 2, enlarged.shape[3] - size.CutColumns)
            .contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>[1, 4, h, w] → [1, 4, h', w'] by way of pixels; encoded by its mean, as img2img does here (decision 0006).</summary>
    private Tensor ThroughPicture(Tensor latent, HiresSize size, HiresUpscaler upscaler)
    {
        using var scope = NewDisposeScope();
        var picture = TensorImages.ToImage(model.DecodeLatent(latent));
        int width = size.Width / Step * Step, height = size.Height / Step * Step;
        var enlarged = upscaler == HiresUpscaler.Nearest ? PointResampler.Resize(picture, width, height, ResizeInterpolation.Nearest) : LanczosResampler.Resize(picture, width, height);
        return model.EncodePixels(TensorImages.ToPixels(enlarged).to(model.Device), null).MoveToOuterDisposeScope();
    }
}
