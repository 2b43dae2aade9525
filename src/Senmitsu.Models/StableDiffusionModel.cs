using Senmitsu.Models.Clip;
using Senmitsu.Models.Vae;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Models;

/// <summary>A whole checkpoint in memory. Owns text encoder, UNet and VAE.</summary>
public sealed class StableDiffusionModel : IDisposable
{
    private readonly Func<ClipTextEncoder> _loadTextEncoder;
    private readonly Func<Unet.Unet> _loadUnet;
    private readonly Func<ScalarType, Vae.Vae> _loadVae;
    private ClipTextEncoder? _textEncoder;
    private Unet.Unet? _unet;
    private Vae.Vae? _vae;
    private ScalarType _vaeDataType;

    internal StableDiffusionModel(
        (ClipTextEncoder TextEncoder, Unet.Unet Unet, Vae.Vae Vae) networks, Func<ClipTextEncoder> loadTextEncoder, Func<Unet.Unet> loadUnet, Func<ScalarType, Vae.Vae> loadVae,
        ScalarType dataType, Device device, bool predictsVelocity)
    {
        PredictsVelocity = predictsVelocity;
        (_textEncoder, _unet, var vae) = networks;
        _loadTextEncoder = loadTextEncoder;
        _loadUnet = loadUnet;
        _vae = vae;
        _vaeDataType = vae.DataType;
        DataType = dataType;
        Device = device;
        _loadVae = loadVae;
    }

    /// <summary>The text encoder; loaded again when it is needed after <see cref="Release"/>.</summary>
    public ClipTextEncoder TextEncoder => _textEncoder ??= _loadTextEncoder();

    /// <summary>The denoising network; loaded again when it is needed after <see cref="Release"/>.</summary>
    public Unet.Unet Unet
    {
        get
        {
            _unet ??= _loadUnet();
            (_unet.WrapsAround, _unet.MergedTokens) = (WrapsAround, MergedTokens);
            return _unet;
        }
    }

    /// <summary>The autoencoder; loaded again when it is needed after <see cref="ReleaseVae"/>.</summary>
    public Vae.Vae Vae
    {
        get
        {
            _vae ??= _loadVae(_vaeDataType);
            _vae.WrapsAround = WrapsAround;
            return _vae;
        }
    }

    /// <summary>Whether the convolutions of UNet and autoencoder see the opposite edge beyond each edge, for seamless textures (A1111's tiling). Default false.</summary>
    public bool WrapsAround { get; set; }

    /// <summary>Share of the tokens that the UNet's self-attention at full resolution merges (token merging), 0…1. Default 0 = none.</summary>
    public double MergedTokens { get; set; }

    /// <summary>When the autoencoder works in bands. Default never: the same picture to the bit, whatever its size.</summary>
    public VaeTiling VaeTiling { get; set; } = VaeTiling.Off;

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
        return vae.Decode(unscaled, VaeTiling.Applies(latent.shape[2] * latent.shape[3] * vae.Config.Downscale * vae.Config.Downscale, vae.DataType));
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
        using var moments = InSafePrecision(vae => vae.Moments(pixels, VaeTiling.Applies(pixels.shape[2] * pixels.shape[3], vae.DataType)));
        return new LatentDistribution(moments);
    }

    /// <summary>Frees the autoencoder's memory, which training does not need once the pictures are encoded.</summary>
    public void ReleaseVae()
    {
        _vae?.Dispose();
        _vae = null;
    }

    /// <summary>Frees the memory of all networks, so that another model has room; each is loaded again when it is needed. No LoRA may be fused.</summary>
    public void Release()
    {
        _textEncoder?.Dispose();
        _unet?.Dispose();
        (_textEncoder, _unet) = (null, null);
        ReleaseVae();
    }

    /// <inheritdoc/>
    public void Dispose() => Release();

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

        throw new NonFinitePictureException();
    }

    private static bool IsFinite(Tensor x)
    {
        using var scope = NewDisposeScope();
        return x.isfinite().all().item<bool>();
    }
}
