using Senmitsu.Models.Layers;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Models.Vae;

/// <summary>Stable Diffusion's autoencoder (Rombach et al. 2022; kl-f8). Owns its weights.</summary>
public sealed class Vae : IDisposable
{
    /// <summary>What latents are multiplied by outside the autoencoder (SD 1.x: 0.18215, Rombach et al. 2022).</summary>
    public const double LatentScale = 0.18215;

    private readonly NetworkWeights _weights;
    private readonly VaeEncoder _encoder;
    private readonly VaeDecoder _decoder;

    /// <summary>Builds the network.</summary>
    /// <param name="config">Dimensions.</param>
    /// <param name="source">Weights.</param>
    public Vae(VaeConfig config, WeightSource source)
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config;
        _weights = new NetworkWeights(source);
        _encoder = new VaeEncoder(_weights, config);
        _decoder = new VaeDecoder(_weights, config);
        DataType = _weights.Adaptable[0].Weight.dtype;
    }

    /// <summary>Dimensions.</summary>
    public VaeConfig Config { get; }

    /// <summary>dtype the network computes in.</summary>
    public ScalarType DataType { get; }

    /// <summary>Encodes pixels to the distribution of their latent.</summary>
    /// <param name="pixels">[B, 3, H, W] · float32 · −1…1; H and W multiples of 8. Borrowed.</param>
    /// <returns>Distribution over [B, 4, H/8, W/8], not scaled. Caller owns it.</returns>
    public LatentDistribution Encode(Tensor pixels)
    {
        using var moments = Moments(pixels);
        return new LatentDistribution(moments);
    }

    /// <summary>Encodes pixels to mean and log variance, unclamped.</summary>
    /// <param name="pixels">[B, 3, H, W] · float32 · −1…1. Borrowed.</param>
    /// <returns>[B, 8, H/8, W/8] · float32. Caller owns it.</returns>
    public Tensor Moments(Tensor pixels)
    {
        TensorShape.Require(pixels, "B 3 H W", nameof(pixels));
        using var scope = NewDisposeScope();
        return _encoder.Forward(_weights.Arrange(pixels.to(DataType))).to(ScalarType.Float32).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>Decodes latents to pixels.</summary>
    /// <param name="latent">[B, 4, h, w] · float32 · not scaled. Borrowed.</param>
    /// <returns>[B, 3, 8h, 8w] · float32 · about −1…1, not clamped. Caller owns it.</returns>
    public Tensor Decode(Tensor latent)
    {
        TensorShape.Require(latent, $"B {Config.LatentChannels} h w", nameof(latent));
        using var scope = NewDisposeScope();
        return _decoder.Forward(_weights.Arrange(latent.to(DataType))).to(ScalarType.Float32).contiguous().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => _weights.Dispose();
}
