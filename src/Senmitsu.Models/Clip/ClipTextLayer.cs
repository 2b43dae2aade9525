using Senmitsu.Models.Layers;
using static TorchSharp.torch;

namespace Senmitsu.Models.Clip;

/// <summary>One transformer layer of CLIP's text encoder (Radford et al. 2021, 2103.00020): pre-norm, causal, quick GELU or GELU.</summary>
internal sealed class ClipTextLayer
{
    /// <summary>quick GELU: x·σ(1.702·x).</summary>
    private const double QuickGelu = 1.702;

    private readonly int _heads;
    private readonly bool _usesQuickGelu;
    private readonly NormWeights _norm1, _norm2;
    private readonly LinearLayer _toQ, _toK, _toV, _toOut, _fc1, _fc2;

    public ClipTextLayer(NetworkWeights weights, string path, ClipTextConfig config)
    {
        _heads = config.Heads;
        _usesQuickGelu = config.UsesQuickGelu;
        _norm1 = weights.Norm($"{path}.layer_norm1", config.Width);
        _toK = weights.Linear($"{path}.self_attn.k_proj", config.Width, config.Width);
        _toV = weights.Linear($"{path}.self_attn.v_proj", config.Width, config.Width);
        _toQ = weights.Linear($"{path}.self_attn.q_proj", config.Width, config.Width);
        _toOut = weights.Linear($"{path}.self_attn.out_proj", config.Width, config.Width);
        _norm2 = weights.Norm($"{path}.layer_norm2", config.Width);
        _fc1 = weights.Linear($"{path}.mlp.fc1", config.Width, config.Intermediate);
        _fc2 = weights.Linear($"{path}.mlp.fc2", config.Intermediate, config.Width);
    }

    /// <summary>Applies the layer.</summary>
    /// <param name="x">[B, T, D]. Borrowed.</param>
    /// <returns>[B, T, D]. Caller owns it.</returns>
    public Tensor Forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var normed = _norm1.Layer(x);
        var attended = Attention.MultiHead(_toQ.Forward(normed), _toK.Forward(normed), _toV.Forward(normed), _heads, isCausal: true);
        var h = x.add(_toOut.Forward(attended));

        var wide = _fc1.Forward(_norm2.Layer(h)); // [B, T, 4D]
        var activated = _usesQuickGelu ? wide.mul(wide.mul(QuickGelu).sigmoid_()) : nn.functional.gelu(wide);
        return h.add(_fc2.Forward(activated)).MoveToOuterDisposeScope();
    }
}
