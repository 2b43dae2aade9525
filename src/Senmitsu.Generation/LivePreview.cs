using Senmitsu.Models;
using Senmitsu.Numerics.Images;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Generation;

/// <summary>Shows what a picture will be while it is sampled.</summary>
/// <param name="everyNSteps">Steps from one preview to the next, 1 or more; A1111's <c>show_progress_every_n_steps</c> is 10.</param>
/// <param name="method">How a latent is made visible.</param>
/// <param name="onPicture">Given each preview; a batch is one picture of all its pictures.</param>
public sealed class LivePreview(int everyNSteps, LivePreviewMethod method, Action<PixelImage> onPicture)
{
    /// <summary>Autoencoders whose widest level is at most this wide decode in less time than a step takes.</summary>
    private const int NarrowVae = 128;

    /// <summary>
    /// Red, green and blue (−1…1) of each latent channel of Stable Diffusion 1.x and 2.x: AUTOMATIC1111's "Approx cheap"
    /// (<c>AUTOMATIC1111/stable-diffusion-webui</c> <c>modules/sd_vae_approx.py</c>, after Keturn's least-squares fit,
    /// https://discuss.huggingface.co/t/decoding-latents-to-rgb-without-upscaling/23204).
    /// </summary>
    private static readonly float[,] LatentColors = { { 0.298f, 0.207f, 0.208f }, { 0.187f, 0.286f, 0.173f }, { -0.158f, 0.189f, 0.264f }, { -0.184f, -0.271f, -0.473f } };

    /// <summary>Shows a step if it is due.</summary>
    /// <param name="model">The model. Borrowed.</param>
    /// <param name="step">Steps done, from 1.</param>
    /// <param name="denoised">[B, 4, h, w] · float32 · scaled by 0.18215. Borrowed.</param>
    internal void Show(StableDiffusionModel model, int step, Tensor denoised)
    {
        if (step % everyNSteps != 0) return;
        using var scope = NewDisposeScope();
        var pictures = Enumerable.Range(0, (int)denoised.shape[0]).Select(i => Visible(model, denoised.narrow(0, i, 1))).ToList();
        var rows = (int)Math.Round(Math.Sqrt(pictures.Count), MidpointRounding.ToEven); // as square as possible, as A1111's show_progress_grid
        onPicture(pictures.Count == 1 ? pictures[0] : LabelledGrid.Draw(pictures, (pictures.Count + rows - 1) / rows, [], [], ""));
    }

    private PixelImage Visible(StableDiffusionModel model, Tensor latent)
    {
        var decodes = method == LivePreviewMethod.Full || (method == LivePreviewMethod.Automatic && model.Vae.Config.Channels.Max() <= NarrowVae);
        using var pixels = decodes && latent.isfinite().all().item<bool>() ? model.DecodeLatent(latent) : Project(latent);
        return TensorImages.ToImage(pixels);
    }

    /// <summary>[1, 4, h, w] → [1, 3, h, w] · float32 · −1…1.</summary>
    private static Tensor Project(Tensor latent)
    {
        using var scope = NewDisposeScope();
        var colors = tensor(LatentColors, device: latent.device); // [4, 3]
        return einsum("blhw,lr->brhw", latent.nan_to_num(0), colors).MoveToOuterDisposeScope();
    }
}
