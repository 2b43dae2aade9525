using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Generation.Inpainting;

/// <summary>Where soft inpainting shows the result: where the latent changed much (A1111's <c>apply_adaptive_masks</c>).</summary>
internal static class SoftComposite
{
    // Blur of the mask in the picture, against steps of eight pixels.
    private const float BlurRadius = 4;

    /// <summary>The mask of one picture.</summary>
    /// <param name="original">[1, 4, h, w] · float32 · the latent that the run began with. Borrowed.</param>
    /// <param name="result">[1, 4, h, w] · float32 · the latent that it made. Borrowed.</param>
    /// <param name="repaint">[1, 1, h, w] · float32 · 0 stays, 1 is repainted. Borrowed.</param>
    /// <param name="settings">Soft inpainting.</param>
    /// <param name="size">Size of the picture.</param>
    /// <returns>Grey: white shows the result, black the original.</returns>
    public static PixelImage Mask(Tensor original, Tensor result, Tensor repaint, SoftInpaintSettings settings, ImageSize size)
    {
        using var scope = NewDisposeScope();
        var distances = (result - original).square().sum(1).sqrt().cpu().contiguous().data<float>().ToArray();
        var shares = repaint.cpu().contiguous().data<float>().ToArray();
        var width = (int)result.shape[3];
        var spread = PercentileFilter.Apply(PercentileFilter.Apply(distances, width, 0.9, 1), width, 0.25, 0.75);
        var values = new byte[spread.Length];
        for (var i = 0; i < values.Length; i++) values[i] = Shown(spread[i], shares[i], settings);
        return GreyImages.Blurred(ImageFitting.Fit(GreyImages.FromValues(values, width), size.Width, size.Height, ResizeMode.ResizeAndFill), BlurRadius);
    }

    private static byte Shown(float distance, float share, SoftInpaintSettings settings)
    {
        var masked = 1 - Math.Pow(Math.Clamp(share, 0, 1), settings.PreservationStrength / 2);
        var bias = (0.5 * (1 - settings.MaskInfluence)) + (masked * settings.MaskInfluence);
        var half = settings.DifferenceThreshold * (bias / (1.00001 - bias)); // the distance at which half of the original shows
        var kept = 1 / (1 + Math.Pow(distance / half, settings.DifferenceContrast));
        var smooth = kept * kept * kept * ((kept * ((6 * kept) - 15)) + 10);
        return double.IsNaN(smooth) ? (byte)0 : (byte)(255 * (1 - smooth));
    }
}
