using Senmitsu.Models.Layers;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Lora.Families;

/// <summary>
/// DyLoRA: a low-rank pair of which each pass trains one block of ranks, drawn at random, over those before it (Valipour et al. 2022, 2210.07558 §4; in the
/// forms of kohya-ss/sd-scripts networks/dylora.py and LyCORIS modules/dylora.py). In a file it is a plain pair. Owns its tensors.
/// </summary>
public sealed class DyloraLayer : LayerAdapter
{
    private readonly LoraLayer _pair; // the same tensors
    private readonly DyloraOptions _options;

    private DyloraLayer(LoraLayer pair, DyloraOptions options)
        : base(pair.Name, pair.Tensors)
    {
        _pair = pair;
        _options = options;
    }

    /// <inheritdoc/>
    public override double? SavedAlpha => _pair.SavedAlpha;

    /// <inheritdoc/>
    public override bool HasNormLimit => false;

    /// <inheritdoc/>
    public override Tensor Delta()
    {
        _pair.Multiplier = Multiplier;
        return _pair.Delta();
    }

    /// <summary>A layer over a new pair. Takes ownership of it.</summary>
    internal static DyloraLayer Create(LoraLayer pair, DyloraOptions options) => new(pair, options);

    /// <inheritdoc/>
    internal override Tensor AddTo(Tensor y, Tensor x) =>
        AddTo(y, (down, up) => F.linear(F.linear(x, down.view(down.shape[0], -1).to(x.dtype)), up.view(up.shape[0], -1).to(x.dtype)));

    /// <inheritdoc/>
    internal override Tensor AddTo(Tensor y, Tensor x, long[] stride, long[] padding) =>
        AddTo(y, (down, up) => Convolution.Apply(Convolution.Apply(x, down.to(x.dtype), null, stride, padding), up.to(x.dtype)));

    /// <summary>The pair with the gradients of one block alone, its scale multiplied into up.</summary>
    private Tensor AddTo(Tensor y, Func<Tensor, Tensor, Tensor> pass)
    {
        if (Dropout is { } dropout && dropout.SkipsModule()) return y.alias();
        using var scope = NewDisposeScope();
        int rank = _pair.Rank, unit = _options.Unit;
        var scale = Multiplier * _pair.Alpha / rank;
        var (down, up) = (_pair.Down, _pair.Up);
        if (Dropout?.DrawBlock(rank / unit) is { } block)
        {
            var used = (block + 1) * unit;
            (down, up) = (Block(down, 0, block * unit, used), Block(up, 1, block * unit, used));
            scale *= _options.LeavesOutLater ? (double)rank / used : Math.Sqrt((double)rank / used);
        }

        return pass(down, up.mul(scale)).add_(y).MoveToOuterDisposeScope();
    }

    private Tensor Block(Tensor tensor, int dimension, int start, int end)
    {
        var whole = tensor.detach();
        List<Tensor> parts = [whole.narrow(dimension, 0, start), tensor.narrow(dimension, start, end - start)];
        if (!_options.LeavesOutLater) parts.Add(whole.narrow(dimension, end, _pair.Rank - end));
        return cat(parts, dimension);
    }
}
