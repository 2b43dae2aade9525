using Senmitsu.Models.Layers;
using static TorchSharp.torch;

namespace Senmitsu.Models.Vae;

/// <summary>Single-head self-attention over all pixels of the coarsest level.</summary>
internal sealed class VaeAttention
{
    private readonly NormWeights _norm;
    private readonly LinearLayer _toQ, _toK, _toV, _toOut;

    public VaeAttention(NetworkWeights weights, string path, int channels)
    {
        _norm = weights.Norm($"{path}.group_norm", channels);
        _toQ = weights.Pointwise($"{path}.to_q", channels, channels);
        _toK = weights.Pointwise($"{path}.to_k", channels, channels);
        _toV = weights.Pointwise($"{path}.to_v", channels, channels);
        _toOut = weights.Pointwise($"{path}.to_out.0", channels, channels);
    }

    /// <summary>Applies the attention with its residual.</summary>
    /// <param name="x">[B, C, h, w]. Borrowed.</param>
    /// <returns>[B, C, h, w]. Caller owns it.</returns>
    public Tensor Forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        long batch = x.shape[0], channels = x.shape[1], height = x.shape[2], width = x.shape[3];
        var tokens = _norm.Group(x, VaeNorm.Epsilon).permute(0, 2, 3, 1).reshape(batch, height * width, channels); // [B, h·w, C]
        var attended = _toOut.Forward(Attention.MultiHead(_toQ.Forward(tokens), _toK.Forward(tokens), _toV.Forward(tokens), heads: 1));
        return x.add(attended.view(batch, height, width, channels).permute(0, 3, 1, 2)).MoveToOuterDisposeScope();
    }
}
