using Senmitsu.Models.Layers;
using static TorchSharp.torch;

namespace Senmitsu.Models.Unet;

/// <summary>The coarsest stage: residual block, attention, residual block.</summary>
internal sealed class MidBlock
{
    private readonly ResnetBlock _first, _second;
    private readonly SpatialTransformer _attention;

    public MidBlock(NetworkWeights weights, UnetConfig config)
    {
        var channels = config.Channels[^1];
        _attention = new SpatialTransformer(weights, "mid_block.attentions.0", channels, config);
        _first = new ResnetBlock(weights, "mid_block.resnets.0", channels, channels, config.TimeWidth);
        _second = new ResnetBlock(weights, "mid_block.resnets.1", channels, channels, config.TimeWidth);
    }

    /// <summary>Applies the stage.</summary>
    /// <param name="x">[B, C, h, w]. Borrowed.</param>
    /// <param name="timeEmbedding">[B, time width], after SiLU. Borrowed.</param>
    /// <param name="context">[B, S, D]. Borrowed.</param>
    /// <param name="recomputes">Whether inner results are computed again in the backward pass.</param>
    /// <returns>[B, C, h, w]. Caller owns it.</returns>
    public Tensor Forward(Tensor x, Tensor timeEmbedding, Tensor context, bool recomputes) =>
        recomputes ? GradientCheckpoint.Run(inputs => Forward(inputs[0], inputs[1], inputs[2]), x, timeEmbedding, context) : Forward(x, timeEmbedding, context);

    private Tensor Forward(Tensor x, Tensor timeEmbedding, Tensor context)
    {
        using var scope = NewDisposeScope();
        var h = _attention.Forward(_first.Forward(x, timeEmbedding), context);
        return _second.Forward(h, timeEmbedding).MoveToOuterDisposeScope();
    }
}
