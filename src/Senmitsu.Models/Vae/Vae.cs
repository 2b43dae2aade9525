using Senmitsu.Models.Layers;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Models.Vae;

/// <summary>Stable Diffusion's autoencoder (Rombach et al. 2022; kl-f8). Owns its weights.</summary>
public sealed class Vae : IDisposable
{
    /// <summary>What latents are multiplied by outside the autoencoder (SD 1.x: 0.18215, Rombach et al. 2022).</summary>
    public const double LatentScale = 0.18215;

    /// <summary>Numbers in a band: 16 MB in bfloat16, and what is made of it, stay small beside the picture.</summary>
    internal long BandElements { get; set; } = 8 << 20;

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

    /// <summary>Whether convolutions see the opposite edge beyond each edge (A1111's tiling). The halving layers of the encoder do not, as there.</summary>
    public bool WrapsAround { get => _weights.Options.WrapsAround; set => _weights.Options.WrapsAround = value; }

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
    /// <param name="inBands">Whether rows are computed a band at a time, which needs less memory and gives the same up to rounding.</param>
    /// <returns>[B, 8, H/8, W/8] · float32. Caller owns it.</returns>
    public Tensor Moments(Tensor pixels, bool inBands = false)
    {
        TensorShape.Require(pixels, "B 3 H W", nameof(pixels));
        using var scope = NewDisposeScope();
        var input = _weights.Arrange(pixels.to(DataType));
        using var memory = inBands ? ThriftyMemory.Begin() : null;
        return (inBands ? _encoder.ForwardInBands(input, new VaeBands(BandElements)) : _encoder.Forward(input)).to(ScalarType.Float32).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>Decodes latents to pixels.</summary>
    /// <param name="latent">[B, 4, h, w] · float32 · not scaled. Borrowed.</param>
    /// <param name="inBands">Whether rows are computed a band at a time, which needs less memory and gives the same up to rounding.</param>
    /// <returns>[B, 3, 8h, 8w] · float32 · about −1…1, not clamped. Caller owns it.</returns>
    public Tensor Decode(Tensor latent, bool inBands = false)
    {
        TensorShape.Require(latent, $"B {Config.LatentChannels} h w", nameof(latent));
        using var scope = NewDisposeScope();
        var input = _weights.Arrange(latent.to(DataType));
        using var memory = inBands ? ThriftyMemory.Begin() : null;
        return (inBands ? _decoder.ForwardInBands(input, new VaeBands(BandElements)) : _decoder.Forward(input)).to(ScalarType.Float32).contiguous().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => _weights.Dispose();
}
