using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Lora;

/// <summary>An adapter that has no shorter way to its part of the output than through the whole change of the weight.</summary>
public abstract class MaterializedAdapter : LayerAdapter
{
    /// <inheritdoc cref="LayerAdapter(string, IEnumerable{AdapterTensor})"/>
    /// <param name="name">kohya module name.</param>
    /// <param name="shape">Shape of the layer's weight.</param>
    /// <param name="tensors">Its tensors in the order of the file. Takes ownership.</param>
    private protected MaterializedAdapter(string name, IReadOnlyList<long> shape, params IEnumerable<AdapterTensor?> tensors)
        : base(name, tensors) => Shape = [.. shape];

    /// <summary>Shape of the layer's weight.</summary>
    private protected long[] Shape { get; }

    /// <inheritdoc/>
    internal override Tensor AddTo(Tensor y, Tensor x)
    {
        if (Dropout is { } dropout && dropout.SkipsModule()) return y.alias();
        using var scope = NewDisposeScope();
        var delta = MaskedDelta().view(Shape[0], -1).to(x.dtype);
        return F.linear(x, delta, BiasDelta()?.to(x.dtype)).add_(y).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    internal override Tensor AddTo(Tensor y, Tensor x, long[] stride, long[] padding)
    {
        if (Dropout is { } dropout && dropout.SkipsModule()) return y.alias();
        using var scope = NewDisposeScope();
        var delta = MaskedDelta().view(Shape).to(x.dtype);
        return F.conv2d(x, delta, BiasDelta()?.to(x.dtype), stride, padding).add_(y).MoveToOuterDisposeScope();
    }

    private Tensor MaskedDelta() => Dropout is { } dropout ? dropout.MaskRows(Delta()) : Delta();
}
