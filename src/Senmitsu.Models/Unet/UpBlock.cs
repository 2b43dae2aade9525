using Senmitsu.Models.Layers;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Unet;

/// <summary>One level on the way up: residual blocks joined with the way down, attention, then double the size.</summary>
internal sealed class UpBlock
{
    private readonly List<ResnetBlock> _resnets = [];
    private readonly List<SpatialTransformer> _attentions = [];
    private readonly ConvolutionLayer? _upsampler;

    public UpBlock(NetworkWeights weights, UnetConfig config, int index)
    {
        var path = $"up_blocks.{index}";
        var level = config.Channels.Count - 1 - index;
        var channels = config.Channels[level];
        var below = index == 0 ? channels : config.Channels[level + 1];
        var above = config.Channels[Math.Max(level - 1, 0)];
        for (var i = 0; i <= config.ResnetsPerLevel; i++)
        {
            var skip = i == config.ResnetsPerLevel ? above : channels;
            _resnets.Add(new ResnetBlock(weights, $"{path}.resnets.{i}", (i == 0 ? below : channels) + skip, channels, config.TimeWidth));
            if (config.AttentionLevels[level]) _attentions.Add(new SpatialTransformer(weights, $"{path}.attentions.{i}", channels, config));
        }

        if (level > 0) _upsampler = weights.Convolution($"{path}.upsamplers.0.conv", channels, channels, 3);
    }

    /// <summary>Applies the level.</summary>
    /// <param name="x">[B, below, h, w]. Borrowed.</param>
    /// <param name="timeEmbedding">[B, time width], after SiLU. Borrowed.</param>
    /// <param name="context">[B, S, D]. Borrowed.</param>
    /// <param name="skips">Outputs of the way down; those used are taken off and disposed.</param>
    /// <param name="recomputes">Whether inner results are computed again in the backward pass.</param>
    /// <returns>[B, out, 2h, 2w], or the size of the next skip when the picture was not a multiple of 64. Caller owns it.</returns>
    public Tensor Forward(Tensor x, Tensor timeEmbedding, Tensor context, Stack<Tensor> skips, bool recomputes)
    {
        using var scope = NewDisposeScope();
        for (var i = 0; i < _resnets.Count; i++)
        {
            var stage = i;
            using var skip = skips.Pop();
            x = recomputes ? GradientCheckpoint.Run(inputs => Stage(stage, inputs[0], inputs[1], inputs[2], inputs[3]), x, skip, timeEmbedding, context) : Stage(i, x, skip, timeEmbedding, context);
        }

        if (_upsampler is null) return x.MoveToOuterDisposeScope();
        var size = skips.Peek().shape[2..];
        return _upsampler.Forward(F.interpolate(x, size, mode: InterpolationMode.Nearest)).MoveToOuterDisposeScope();
    }

    /// <returns>[B, out, h, w]. Caller owns it.</returns>
    private Tensor Stage(int index, Tensor x, Tensor skip, Tensor timeEmbedding, Tensor context)
    {
        using var scope = NewDisposeScope();
        x = _resnets[index].Forward(cat([x, skip], 1), timeEmbedding);
        if (_attentions.Count > 0) x = _attentions[index].Forward(x, context);
        return x.MoveToOuterDisposeScope();
    }
}
