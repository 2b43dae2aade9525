using Senmitsu.Models.Layers;
using static TorchSharp.torch;

namespace Senmitsu.Models.Vae;

/// <summary>Residual block without time embedding (Esser et al. 2021, VQGAN).</summary>
internal sealed class VaeResnetBlock
{
    private readonly NormWeights _norm1, _norm2;
    private readonly ConvolutionLayer _conv1, _conv2;
    private readonly ConvolutionLayer? _shortcut;

    public VaeResnetBlock(NetworkWeights weights, string path, int inputs, int outputs)
    {
        _norm1 = weights.Norm($"{path}.norm1", inputs);
        _conv1 = weights.Convolution($"{path}.conv1", inputs, outputs, 3);
        _norm2 = weights.Norm($"{path}.norm2", outputs);
        _conv2 = weights.Convolution($"{path}.conv2", outputs, outputs, 3);
        _shortcut = inputs == outputs ? null : weights.Convolution($"{path}.conv_shortcut", inputs, outputs, 1);
    }

    /// <summary>Applies the block. At full resolution one tensor is over 100 MB, so each is dropped as soon as it is used.</summary>
    /// <param name="x">[B, in, H, W]. Borrowed.</param>
    /// <returns>[B, out, H, W]. Caller owns it.</returns>
    public Tensor Forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var h = Stage(x, _norm1, _conv1);
        using (var first = h) h = Stage(first, _norm2, _conv2);
        return h.add_(_shortcut?.Forward(x) ?? x).MoveToOuterDisposeScope();
    }

    /// <summary>The same in bands. Where the block keeps its width, the input's memory becomes the output's.</summary>
    /// <param name="x">[B, in, H, W]. Taken over.</param>
    /// <param name="bands">The bands.</param>
    /// <returns>[B, out, H, W]. Caller owns it.</returns>
    public Tensor ForwardInBands(Tensor x, VaeBands bands)
    {
        using var h = bands.Convolve(x, _norm1, _conv1);
        if (_shortcut is null) return bands.Convolve(h, _norm2, _conv2, addTo: x);
        Tensor sum;
        using (x) sum = bands.Convolve(x, null, _shortcut);
        return bands.Convolve(h, _norm2, _conv2, addTo: sum);
    }

    private static Tensor Stage(Tensor x, NormWeights norm, ConvolutionLayer convolution)
    {
        using var normed = norm.Group(x, VaeNorm.Epsilon);
        using var activated = Activations.Silu(normed);
        return convolution.Forward(activated);
    }
}
