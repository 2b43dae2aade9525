using Senmitsu.Diffusion.Denoisers;
using Senmitsu.Generation.Settings;
using Senmitsu.Models;
using Senmitsu.Numerics;
using Senmitsu.Numerics.Images;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Generation.Inpainting;

/// <summary>The source of an img2img run in the latent. Owns its tensors.</summary>
internal sealed class EncodedSource : IDisposable
{
    private readonly PreparedSource _source;
    private readonly GenerationSettings _settings;
    private readonly Tensor _latent;
    private readonly Tensor? _repaint;

    /// <summary>
    /// Encodes. The mean of the encoder's distribution is taken: AUTOMATIC1111 draws from it with an unseeded generator, which could not be
    /// repeated (docs/decisions/0006-img2img-takes-the-mean.md).
    /// </summary>
    /// <param name="model">The model. Borrowed.</param>
    /// <param name="source">Picture and mask.</param>
    /// <param name="settings">Settings of the job.</param>
    public EncodedSource(StableDiffusionModel model, SourcePicture source, GenerationSettings settings)
    {
        (_source, _settings) = (PreparedSource.Create(source, settings), settings);
        const int Step = GenerationSettings.SizeStep;
        int height = settings.Height / Step, width = settings.Width / Step;
        using var scope = NewDisposeScope();
        var cut = Whole(_source.Start);
        var pixels = TensorImages.ToPixels(cut).to(model.Device);
        var latent = model.EncodePixels(pixels, null);
        if (latent.shape[2] != height || latent.shape[3] != width) latent = nn.functional.interpolate(latent, [height, width], mode: InterpolationMode.Bilinear, align_corners: false);
        _latent = latent.DetachFromDisposeScope();
        if (_source.Mask is { } mask)
            _repaint = ImageConditioning.MaskValues(BicubicResampler.Resize(mask, width, height), settings.Inpaint.Rounds).to(model.Device).DetachFromDisposeScope();
        if (!model.Unet.Config.IsInpainting) return;
        var values = _source.Mask is null ? null : ImageConditioning.MaskValues(Whole(ImageFitting.Fit(_source.Mask, _source.Start.Width, _source.Start.Height, ResizeMode.JustResize)), settings.Inpaint.Rounds).to(model.Device);
        Conditioning = ImageConditioning.FromPixels(model, pixels, values, settings.Inpaint.ConditioningWeight, height, width).DetachFromDisposeScope();
    }

    /// <summary>[1, 5, h, w] · float32 · what models made for inpainting see besides; <see langword="null"/> for others. Owned.</summary>
    public Tensor? Conditioning { get; }

    /// <summary>Whether only a part is repainted.</summary>
    public bool IsMasked => _repaint is not null;

    /// <summary>The latent that a batch begins with.</summary>
    /// <param name="seeds">Of its pictures.</param>
    /// <returns>[1 or B, 4, h, w] · float32 · scaled by 0.18215. Caller owns it.</returns>
    public Tensor Initial(IReadOnlyList<long> seeds)
    {
        if (_repaint is null || _settings.Inpaint.Content is MaskedContent.Original or MaskedContent.Fill) return _latent.alias();
        using var scope = NewDisposeScope();
        var kept = _latent * (1 - _repaint);
        if (_settings.Inpaint.Content == MaskedContent.LatentNothing) return kept.MoveToOuterDisposeScope();
        using var noise = new NoiseSource(seeds, _settings.Noise.Source);
        return (kept + noise.Next([_latent.shape[1], _latent.shape[2], _latent.shape[3]]).to(_latent.device) * _repaint).MoveToOuterDisposeScope();
    }

    /// <summary>What keeps the unmasked part during sampling; <see langword="null"/> without a mask.</summary>
    /// <param name="initial">The latent that the batch begins with. Borrowed.</param>
    public LatentMask? Mask(Tensor initial) => _repaint is null
        ? null
        : new LatentMask(initial, _repaint, _settings.Inpaint.Soft is { } soft ? new SoftBlend(soft.ScheduleBias, soft.PreservationStrength, soft.ContrastBoost) : null);

    /// <summary>Finishes a picture that was made.</summary>
    /// <param name="picture">Decoded.</param>
    /// <param name="initial">[1 or B, 4, h, w] · float32 · what the batch began with. Borrowed.</param>
    /// <param name="result">[B, 4, h, w] · float32 · what it made. Borrowed.</param>
    /// <param name="index">Which of the batch.</param>
    public PixelImage Finish(PixelImage picture, Tensor initial, Tensor result, int index)
    {
        using var scope = NewDisposeScope();
        var soft = _repaint is null || _settings.Inpaint.Soft is not { } settings
            ? null
            : SoftComposite.Mask(initial.narrow(0, initial.shape[0] == 1 ? 0 : index, 1), result.narrow(0, index, 1), _repaint, settings, picture.Size);
        return _source.Finish(picture, soft);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _latent.Dispose();
        _repaint?.Dispose();
        Conditioning?.Dispose();
    }

    /// <summary>The middle of a picture whose sides are multiples of 8; only latent upscale brings others.</summary>
    private static PixelImage Whole(PixelImage image)
    {
        const int Step = GenerationSettings.SizeStep;
        var (width, height) = (Math.Max(image.Width / Step, 1) * Step, Math.Max(image.Height / Step, 1) * Step);
        return width == image.Width && height == image.Height ? image : image.CropCentre(width, height);
    }
}
