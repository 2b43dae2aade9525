using Senmitsu.Models.Layers;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Vae;

/// <summary>Latents → pixels.</summary>
internal sealed class VaeDecoder
{
    private readonly ConvolutionLayer _postQuantize, _convIn, _convOut;
    private readonly VaeMidBlock _mid;
    private readonly List<(VaeResnetBlock[] Resnets, ConvolutionLayer? Upsampler)> _levels = [];
    private readonly NormWeights _normOut;

    public VaeDecoder(NetworkWeights weights, VaeConfig config)
    {
        int[] channels = [.. config.Channels.Reverse()]; // coarsest first
        _postQuantize = weights.Convolution("post_quant_conv", config.LatentChannels, config.LatentChannels, 1);
        _convIn = weights.Convolution("decoder.conv_in", config.LatentChannels, channels[0], 3);
        _mid = new VaeMidBlock(weights, "decoder.mid_block", channels[0]);
        for (var i = 0; i < channels.Length; i++)
        {
            var resnets = new VaeResnetBlock[config.ResnetsPerLevel + 1];
            for (var j = 0; j < resnets.Length; j++)
            {
                resnets[j] = new VaeResnetBlock(weights, $"decoder.up_blocks.{i}.resnets.{j}", j == 0 ? channels[Math.Max(i - 1, 0)] : channels[i], channels[i]);
            }

            var upsampler = i == channels.Length - 1 ? null : weights.Convolution($"decoder.up_blocks.{i}.upsamplers.0.conv", channels[i], channels[i], 3);
            _levels.Add((resnets, upsampler));
        }

        _normOut = weights.Norm("decoder.conv_norm_out", channels[^1]);
        _convOut = weights.Convolution("decoder.conv_out", channels[^1], 3, 3);
    }

    /// <summary>Decodes latents in bands.</summary>
    /// <param name="latent">[B, 4, h, w] · model dtype · not scaled. Borrowed.</param>
    /// <param name="bands">The bands.</param>
    /// <returns>[B, 3, 8h, 8w], about −1…1. Caller owns it.</returns>
    public Tensor ForwardInBands(Tensor latent, VaeBands bands)
    {
        using var scope = NewDisposeScope();
        var h = _mid.Forward(_convIn.Forward(_postQuantize.Forward(latent)));
        foreach (var (resnets, upsampler) in _levels)
        {
            foreach (var resnet in resnets) h = resnet.ForwardInBands(h, bands);
            if (upsampler is null) continue;
            using var half = h;
            h = bands.Double(half, upsampler);
        }

        using var last = h;
        return bands.Convolve(last, _normOut, _convOut).MoveToOuterDisposeScope();
    }

    /// <summary>Decodes latents.</summary>
    /// <param name="latent">[B, 4, h, w] · model dtype · not scaled. Borrowed.</param>
    /// <returns>[B, 3, 8h, 8w], about −1…1. Caller owns it.</returns>
    public Tensor Forward(Tensor latent)
    {
        using var scope = NewDisposeScope();
        var h = _mid.Forward(_convIn.Forward(_postQuantize.Forward(latent)));
        foreach (var (resnets, upsampler) in _levels)
        {
            foreach (var resnet in resnets)
            {
                using var previous = h;
                h = resnet.Forward(previous);
            }

            if (upsampler is null) continue;
            using var half = h;
            using var full = F.interpolate(half, scale_factor: [2, 2], mode: InterpolationMode.Nearest);
            h = upsampler.Forward(full);
        }

        using var last = h;
        using var normed = _normOut.Group(last, VaeNorm.Epsilon);
        using var activated = Activations.Silu(normed);
        return _convOut.Forward(activated).MoveToOuterDisposeScope();
    }
}
