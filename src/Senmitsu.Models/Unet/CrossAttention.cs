using Senmitsu.Models.Layers;
using static TorchSharp.torch;

namespace Senmitsu.Models.Unet;

/// <summary>Attention from image tokens to themselves or to the text (Rombach et al. 2022, §3.3).</summary>
internal sealed class CrossAttention
{
    private readonly int _heads;
    private readonly LinearLayer _toQ, _toK, _toV, _toOut;
    private readonly StageProbe _probe;
    private readonly string _path;

    public CrossAttention(NetworkWeights weights, string path, int width, int contextWidth, int heads)
    {
        _path = path;
        _probe = weights.Probe;
        _heads = heads;
        _toQ = weights.Linear($"{path}.to_q", width, width, hasBias: false);
        _toK = weights.Linear($"{path}.to_k", contextWidth, width, hasBias: false);
        _toV = weights.Linear($"{path}.to_v", contextWidth, width, hasBias: false);
        _toOut = weights.Linear($"{path}.to_out.0", width, width);
    }

    /// <summary>Applies the attention.</summary>
    /// <param name="x">[B, T, C]. Borrowed.</param>
    /// <param name="context">[B, S, D]; pass <paramref name="x"/> for self-attention. Borrowed.</param>
    /// <returns>[B, T, C]. Caller owns it.</returns>
    public Tensor Forward(Tensor x, Tensor context)
    {
        using var scope = NewDisposeScope();
        var attended = Attention.MultiHead(_toQ.Forward(x), _toK.Forward(context), _toV.Forward(context), _heads);
        return _probe.Show(_path, _toOut.Forward(attended)).MoveToOuterDisposeScope();
    }
}
