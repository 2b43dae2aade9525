using Senmitsu.Models.Layers;
using static TorchSharp.torch;

namespace Senmitsu.Models.Vae;

/// <summary>The coarsest stage of encoder and decoder: residual block, attention, residual block.</summary>
internal sealed class VaeMidBlock(NetworkWeights weights, string path, int channels)
{
    private readonly VaeResnetBlock _first = new(weights, $"{path}.resnets.0", channels, channels);
    private readonly VaeAttention _attention = new(weights, $"{path}.attentions.0", channels);
    private readonly VaeResnetBlock _second = new(weights, $"{path}.resnets.1", channels, channels);

    /// <summary>Applies the stage.</summary>
    /// <param name="x">[B, C, h, w]. Borrowed.</param>
    /// <returns>[B, C, h, w]. Caller owns it.</returns>
    public Tensor Forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        return _second.Forward(_attention.Forward(_first.Forward(x))).MoveToOuterDisposeScope();
    }
}
