using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Layers;

/// <summary>2-D convolution, plus its LoRA.</summary>
public sealed class ConvolutionLayer : AdaptableLayer
{
    private static readonly long[] NoPadding = [0, 0];

    private readonly NetworkOptions _options;
    private readonly long[] _stride;
    private readonly long[] _padding;

    internal ConvolutionLayer(string path, Tensor weight, Tensor? bias, int stride, int padding, NetworkOptions? options = null)
        : base(path, weight, bias)
    {
        _stride = [stride, stride];
        _padding = [padding, padding];
        _options = options ?? new NetworkOptions();
    }

    /// <summary>Rows or columns it sees beyond each edge.</summary>
    internal long Margin => _padding[0];

    /// <summary>Whether the opposite edge lies beyond each edge.</summary>
    internal bool WrapsAround => _options.WrapsAround;

    /// <summary>Applies the layer.</summary>
    /// <param name="x">[B, in, H, W] · model dtype. Borrowed.</param>
    /// <returns>[B, out, H', W']. Caller owns it.</returns>
    public Tensor Forward(Tensor x)
    {
        if (!_options.WrapsAround || Margin == 0) return Apply(x, _padding);
        using var padded = F.pad(x, [Margin, Margin, Margin, Margin], PaddingModes.Circular);
        return Apply(padded, NoPadding);
    }

    /// <summary>Applies the layer to some rows of a picture.</summary>
    /// <param name="rows">[B, in, rows + 2·<see cref="Margin"/>, W] · model dtype · with the rows above and below. Borrowed.</param>
    /// <returns>[B, out, rows, W']. Caller owns it.</returns>
    internal Tensor ForwardRows(Tensor rows)
    {
        if (!_options.WrapsAround || Margin == 0) return Apply(rows, [0, Margin]);
        using var padded = F.pad(rows, [Margin, Margin, 0, 0], PaddingModes.Circular);
        return Apply(padded, NoPadding);
    }

    private Tensor Apply(Tensor x, long[] padding)
    {
        var y = Convolution.Apply(x, Weight, Bias, _stride, padding);
        if (Adapter is null) return y;
        using var plain = y;
        return Adapter.AddTo(plain, x, _stride, padding);
    }
}
