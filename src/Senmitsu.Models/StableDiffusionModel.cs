using Senmitsu.Models.Clip;
using Senmitsu.Models.Vae;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Models;

/// <summary>A whole checkpoint in memory. Owns text encoder, UNet and VAE.</summary>
public sealed class StableDiffusionModel : IDisposable
{
    private readonly Func<ScalarType, Vae.Vae> _loadVae;
    private Vae.Vae? _vae;
    private ScalarType _vaeDataType;

    internal StableDiffusionModel(ClipTextEncoder textEncoder, Unet.Unet unet, Func<ScalarType, Vae.Vae> loadVae, Vae.Vae vae, ScalarType dataType, Device device, bool predictsVelocity)
    {
        PredictsVelocity = predictsVelocity;
        TextEncoder = textEncoder;
        Unet = unet;
        _vae = vae;
        _vaeDataType = vae.DataType;
        DataType = dataType;
        Device = device;
        _loadVae = loadVae;
    }

    /// <summary>The text encoder.</summary>
    public ClipTextEncoder TextEncoder { get; }

    /// <summary>The denoising network.</summary>
    public Unet.Unet Unet { get; }

    /// <summary>The autoencoder; loaded again when it is needed after <see cref="ReleaseVae"/>.</summary>
    public Vae.Vae Vae => _vae ??= _loadVae(_vaeDataType);

    /// <summary>dtype of text encoder and UNet.</summary>
    public ScalarType DataType { get; }

    /// <summary>Whether the UNet predicts the velocity v instead of the noise, as some Stable Diffusion 2.x models do.</summary>
    public bool PredictsVelocity { get; }

    /// <summary>Whether this is Stable Diffusion 2.x, told by its text encoder, OpenCLIP.</summary>
    public bool IsVersion2 => !TextEncoder.Config.UsesQuickGelu;

    /// <summary>Where the networks are.</summary>
    public Device Device { get; }

    /// <summary>
    /// Decodes latents. Some autoencoders overflow in 16 bits; if the picture is not finite the autoencoder is loaded again in
    /// float32, for good, and decodes once more.
    /// </summary>
    /// <param name="latent">[B, 4, h, w] · float32 · scaled by 0.18215. Borrowed.</param>
    /// <returns>[B, 3, 8h, 8w] · float32 · about −1…1. Caller owns it.</returns>
    /// <exception cref="InvalidOperationException">The picture is not finite in float32 either.</exception>
    public Tensor DecodeLatent(Tensor latent) => InSafePrecision(vae =>
    {
        using var unscaled = latent.div(Models.Vae.Vae.LatentScale);
        return vae.Decode(unscaled);
    });

    /// <summary>Encodes pixels to a scaled latent, by the mean or one draw of the distribution. Falls back as <see cref="DecodeLatent"/> does.</summary>
    /// <param name="pixels">[B, 3, H, W] · float32 · −1…1. Borrowed.</param>
    /// <param name="noise">[B, 4, H/8, W/8] · float32 standard normal; <see langword="null"/> takes the mean. Borrowed.</param>
    /// <returns>[B, 4, H/8, W/8] · float32 · scaled by 0.18215. Caller owns it.</returns>
    /// <exception cref="InvalidOperationException">The latent is not finite in float32 either.</exception>
    public Tensor EncodePixels(Tensor pixels, Tensor? noise)
    {
        using var _ = no_grad();
        using var distribution = EncodeDistribution(pixels);
        using var latent = noise is null ? distribution.Mean.alias() : distribution.Sample(noise);
        return latent.mul(Models.Vae.Vae.LatentScale);
    }

    /// <summary>Encodes pixels to the distribution of their latent. Falls back as <see cref="DecodeLatent"/> does.</summary>
    /// <param name="pixels">[B, 3, H, W] · float32 · −1…1. Borrowed.</param>
    /// <returns>Distribution over [B, 4, H/8, W/8] · float32 · not scaled. Caller owns it.</returns>
    /// <exception cref="InvalidOperationException">The latent is not finite in float32 either.</exception>
    public LatentDistribution EncodeDistribution(Tensor pixels)
    {
        using var moments = InSafePrecision(vae => vae.Moments(pixels));
        return new LatentDistribution(moments);
    }

    /// <summary>Frees the autoencoder's memory, which training does not need once the pictures are encoded.</summary>
    public void ReleaseVae()
    {
        _vae?.Dispose();
        _vae = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        TextEncoder.Dispose();
        Unet.Dispose();
        ReleaseVae();
    }

    private Tensor InSafePrecision(Func<Vae.Vae, Tensor> compute)
    {
        using var _ = no_grad();
        var result = compute(Vae);
        if (IsFinite(result)) return result;
        result.Dispose();
        if (Vae.DataType != ScalarType.Float32)
        {
            ReleaseVae();
            _vaeDataType = ScalarType.Float32;
            result = compute(Vae);
            if (IsFinite(result)) return result;
            result.Dispose();
        }

        throw new InvalidOperationException("The autoencoder gave NaN or infinite values in float32. The checkpoint's VAE is damaged, or a LoRA of extreme strength broke the latent; try another --vae or a smaller LoRA weight.");
    }

    private static bool IsFinite(Tensor x)
    {
        using var scope = NewDisposeScope();
        return x.isfinite().all().item<bool>();
    }
}
