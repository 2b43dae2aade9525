using Senmitsu.Models.Layers;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Vae;

/// <summary>Pixels → moments of the latent distribution.</summary>
internal sealed class VaeEncoder
{
    private readonly ConvolutionLayer _convIn, _convOut, _quantize;
    private readonly List<(VaeResnetBlock[] Resnets, ConvolutionLayer? Downsampler)> _levels = [];
    private readonly VaeMidBlock _mid;
    private readonly NormWeights _normOut;

    public VaeEncoder(NetworkWeights weights, VaeConfig config)
    {
        var channels = config.Channels;
        _convIn = weights.Convolution("encoder.conv_in", 3, channels[0], 3);
        for (var i = 0; i < channels.Count; i++)
        {
            var resnets = new VaeResnetBlock[config.ResnetsPerLevel];
            for (var j = 0; j < resnets.Length; j++)
            {
                resnets[j] = new VaeResnetBlock(weights, $"encoder.down_blocks.{i}.resnets.{j}", j == 0 ? channels[Math.Max(i - 1, 0)] : channels[i], channels[i]);
            }

            var downsampler = i == channels.Count - 1 ? null : weights.Convolution($"encoder.down_blocks.{i}.downsamplers.0.conv", channels[i], channels[i], 3, stride: 2, padding: 0);
            _levels.Add((resnets, downsampler));
        }

        _mid = new VaeMidBlock(weights, "encoder.mid_block", channels[^1]);
        _normOut = weights.Norm("encoder.conv_norm_out", channels[^1]);
        _convOut = weights.Convolution("encoder.conv_out", channels[^1], 2 * config.LatentChannels, 3);
        _quantize = weights.Convolution("quant_conv", 2 * config.LatentChannels, 2 * config.LatentChannels, 1);
    }

    /// <summary>Encodes pixels in bands.</summary>
    /// <param name="pixels">[B, 3, H, W] · model dtype · −1…1. Borrowed.</param>
    /// <param name="bands">The bands.</param>
    /// <returns>[B, 8, H/8, W/8], mean and log variance. Caller owns it.</returns>
    public Tensor ForwardInBands(Tensor pixels, VaeBands bands)
    {
        using var scope = NewDisposeScope();
        var h = bands.Convolve(pixels, null, _convIn);
        foreach (var (resnets, downsampler) in _levels)
        {
            foreach (var resnet in resnets) h = resnet.ForwardInBands(h, bands);
            if (downsampler is null) continue;
            using var full = h;
            h = bands.Halve(full, downsampler);
        }

        h = _mid.Forward(h);
        h = bands.Convolve(h, _normOut, _convOut);
        return _quantize.Forward(h).MoveToOuterDisposeScope();
    }

    /// <summary>Encodes pixels.</summary>
    /// <param name="pixels">[B, 3, H, W] · model dtype · −1…1. Borrowed.</param>
    /// <returns>[B, 8, H/8, W/8], mean and log variance. Caller owns it.</returns>
    public Tensor Forward(Tensor pixels)
    {
        using var scope = NewDisposeScope();
        var h = _convIn.Forward(pixels);
        foreach (var (resnets, downsampler) in _levels)
        {
            foreach (var resnet in resnets)
            {
                using var previous = h;
                h = resnet.Forward(previous);
            }

            if (downsampler is null) continue;
            using var full = h;
            using var padded = F.pad(full, [0, 1, 0, 1]); // one row below, one column right (CompVis latent-diffusion, Downsample)
            h = downsampler.Forward(padded);
        }

        h = _mid.Forward(h);
        h = _convOut.Forward(Activations.Silu(_normOut.Group(h, VaeNorm.Epsilon)));
        return _quantize.Forward(h).MoveToOuterDisposeScope();
    }
}
