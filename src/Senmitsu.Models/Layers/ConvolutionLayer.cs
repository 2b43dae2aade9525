using static TorchSharp.torch;

namespace Senmitsu.Models.Layers;

/// <summary>2-D convolution, plus its LoRA.</summary>
public sealed class ConvolutionLayer : AdaptableLayer
{
    private readonly long[] _stride;
    private readonly long[] _padding;

    internal ConvolutionLayer(string path, Tensor weight, Tensor? bias, int stride, int padding)
        : base(path, weight, bias)
    {
        _stride = [stride, stride];
        _padding = [padding, padding];
    }

    /// <summary>Applies the layer.</summary>
    /// <param name="x">[B, in, H, W] · model dtype. Borrowed.</param>
    /// <returns>[B, out, H', W']. Caller owns it.</returns>
    public Tensor Forward(Tensor x)
    {
        var y = Convolution.Apply(x, Weight, Bias, _stride, _padding);
        if (Adapter is null) return y;
        using var plain = y;
        return Adapter.AddTo(plain, x, _stride, _padding);
    }
}
