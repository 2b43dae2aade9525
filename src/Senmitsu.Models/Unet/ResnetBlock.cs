using Senmitsu.Models.Layers;
using static TorchSharp.torch;

namespace Senmitsu.Models.Unet;

/// <summary>Residual block with time embedding (Rombach et al. 2022; He et al. 2015).</summary>
internal sealed class ResnetBlock
{
    private const double Epsilon = 1e-5;

    private readonly NormWeights _norm1, _norm2;
    private readonly ConvolutionLayer _conv1, _conv2;
    private readonly LinearLayer _timeProjection;
    private readonly ConvolutionLayer? _shortcut;
    private readonly StageProbe _probe;
    private readonly string _path;

    public ResnetBlock(NetworkWeights weights, string path, int inputs, int outputs, int timeWidth)
    {
        _path = path;
        _probe = weights.Probe;
        _norm1 = weights.Norm($"{path}.norm1", inputs);
        _conv1 = weights.Convolution($"{path}.conv1", inputs, outputs, 3);
        _timeProjection = weights.Linear($"{path}.time_emb_proj", timeWidth, outputs);
        _norm2 = weights.Norm($"{path}.norm2", outputs);
        _conv2 = weights.Convolution($"{path}.conv2", outputs, outputs, 3);
        _shortcut = inputs == outputs ? null : weights.Convolution($"{path}.conv_shortcut", inputs, outputs, 1);
    }

    /// <summary>Applies the block.</summary>
    /// <param name="x">[B, in, h, w]. Borrowed.</param>
    /// <param name="timeEmbedding">[B, time width], after SiLU. Borrowed.</param>
    /// <returns>[B, out, h, w]. Caller owns it.</returns>
    public Tensor Forward(Tensor x, Tensor timeEmbedding)
    {
        using var scope = NewDisposeScope();
        using var first = Stage(x, _norm1, _conv1);
        first.add_(_timeProjection.Forward(timeEmbedding).unsqueeze(-1).unsqueeze(-1)); // [B, out, 1, 1]
        var h = Stage(first, _norm2, _conv2);
        return _probe.Show(_path, h.add_(_shortcut?.Forward(x) ?? x)).MoveToOuterDisposeScope();
    }

    private static Tensor Stage(Tensor x, NormWeights norm, ConvolutionLayer convolution)
    {
        using var normed = norm.Group(x, Epsilon);
        using var activated = Activations.Silu(normed);
        return convolution.Forward(activated);
    }
}
