using Senmitsu.Models.Layers;
using static TorchSharp.torch;

namespace Senmitsu.Models.Unet;

/// <summary>One level on the way down: residual blocks with attention, then half the size.</summary>
internal sealed class DownBlock
{
    private readonly List<ResnetBlock> _resnets = [];
    private readonly List<SpatialTransformer> _attentions = [];
    private readonly ConvolutionLayer? _downsampler;

    public DownBlock(NetworkWeights weights, UnetConfig config, int level)
    {
        var path = $"down_blocks.{level}";
        var channels = config.Channels[level];
        var inputs = level == 0 ? config.Channels[0] : config.Channels[level - 1];
        for (var i = 0; i < config.ResnetsPerLevel; i++)
        {
            _resnets.Add(new ResnetBlock(weights, $"{path}.resnets.{i}", i == 0 ? inputs : channels, channels, config.TimeWidth));
            if (config.AttentionLevels[level]) _attentions.Add(new SpatialTransformer(weights, $"{path}.attentions.{i}", channels, config));
        }

        if (level < config.Channels.Count - 1) _downsampler = weights.Convolution($"{path}.downsamplers.0.conv", channels, channels, 3, stride: 2);
    }

    /// <summary>Applies the level.</summary>
    /// <param name="x">[B, in, h, w]. Borrowed.</param>
    /// <param name="timeEmbedding">[B, time width], after SiLU. Borrowed.</param>
    /// <param name="context">[B, S, D]. Borrowed.</param>
    /// <param name="skips">Receives every stage's output; the caller's scope owns them.</param>
    /// <param name="recomputes">Whether inner results are computed again in the backward pass.</param>
    /// <returns>[B, out, h/2, w/2] (h, w at the last level), also the last of <paramref name="skips"/>. The caller's scope owns it.</returns>
    public Tensor Forward(Tensor x, Tensor timeEmbedding, Tensor context, Stack<Tensor> skips, bool recomputes)
    {
        for (var i = 0; i < _resnets.Count; i++)
        {
            var stage = i;
            x = recomputes ? GradientCheckpoint.Run(inputs => Stage(stage, inputs[0], inputs[1], inputs[2]), x, timeEmbedding, context) : Stage(i, x, timeEmbedding, context);
            skips.Push(x);
        }

        if (_downsampler is null) return x;
        x = _downsampler.Forward(x);
        skips.Push(x);
        return x;
    }

    private Tensor Stage(int index, Tensor x, Tensor timeEmbedding, Tensor context)
    {
        using var scope = NewDisposeScope();
        x = _resnets[index].Forward(x, timeEmbedding);
        if (_attentions.Count > 0) x = _attentions[index].Forward(x, context);
        return x.MoveToOuterDisposeScope();
    }
}
