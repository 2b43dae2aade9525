using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Layers;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Lora;

/// <summary>
/// The low-rank pair of one layer: ΔW = multiplier · alpha/rank · up·down (Hu et al. 2021, 2106.09685 §4.1). Owns both tensors.
/// A pair over a k×k convolution is what LyCORIS calls LoCon.
/// </summary>
public sealed class LoraLayer : LayerAdapter
{
    /// <summary>Creates a pair. Takes ownership of both tensors.</summary>
    /// <param name="name">kohya module name: <c>lora_unet_down_blocks_0_attentions_0_proj_in</c>.</param>
    /// <param name="down">[r, in] or [r, in, k, k].</param>
    /// <param name="up">[out, r] or [out, r, 1, 1].</param>
    /// <param name="alpha">Scale numerator; alpha = rank means scale 1.</param>
    /// <param name="trainsDown">False keeps down as it is drawn: LoRA-FA (Zhang et al. 2023, 2308.03303).</param>
    public LoraLayer(string name, Tensor down, Tensor up, double alpha, bool trainsDown = true)
        : base(name, new AdapterTensor(KohyaLoraPart.Down, down, trainsDown), new AdapterTensor(KohyaLoraPart.Up, up)) => Alpha = alpha;

    /// <summary>[r, in] or [r, in, k, k].</summary>
    public Tensor Down => Tensors[0].Value;

    /// <summary>[out, r] or [out, r, 1, 1].</summary>
    public Tensor Up => Tensors[1].Value;

    /// <summary>Scale numerator.</summary>
    public double Alpha { get; }

    /// <summary>Width of the pair.</summary>
    public int Rank => (int)Down.shape[0];

    /// <summary>Ranks that <see cref="Delta"/> uses, from the first on; <see langword="null"/> for all. The scale stays that of all (AUTOMATIC1111 <c>dyn</c>).</summary>
    public int? UsedRank { get; set; }

    /// <inheritdoc/>
    public override double? SavedAlpha => Alpha;

    /// <summary>multiplier · alpha/rank.</summary>
    public double Scale => Multiplier * Alpha / Rank;

    /// <summary>The change of the layer's weight.</summary>
    /// <returns>[out, in] or [out, in, k, k] · float32. Caller owns it.</returns>
    public override Tensor Delta()
    {
        using var scope = NewDisposeScope();
        var down = Down.to(ScalarType.Float32);
        var up = Up.to(ScalarType.Float32);
        var used = Math.Min(UsedRank ?? Rank, Rank);
        var delta = up.view(up.shape[0], Rank).narrow(1, 0, used).matmul(down.view(Rank, -1).narrow(0, 0, used)).mul_(Scale); // [out, in·k·k]
        long[] shape = [up.shape[0], .. down.shape[1..]];
        return delta.view(shape).MoveToOuterDisposeScope();
    }

    /// <summary>Adds the LoRA's part to a linear layer's output.</summary>
    /// <param name="y">[…, out], the base layer's output. Borrowed.</param>
    /// <param name="x">[…, in]. Borrowed.</param>
    /// <returns>[…, out]. Caller owns it.</returns>
    internal override Tensor AddTo(Tensor y, Tensor x)
    {
        if (Dropout is not null) return AddMaskedTo(y, x, narrow => F.linear(narrow, Down.view(Rank, -1).to(x.dtype)), (narrow, up) => F.linear(narrow, up.view(-1, Rank)));
        using var scope = NewDisposeScope();
        var down = Down.view(Rank, -1).to(x.dtype);
        var up = Up.view(-1, Rank).to(x.dtype);
        var narrow = F.linear(x, down).mul_(Scale); // […, r]
        return F.linear(narrow, up).add_(y).MoveToOuterDisposeScope();
    }

    /// <summary>Adds the LoRA's part to a convolution's output.</summary>
    /// <param name="y">[B, out, H', W'], the base layer's output. Borrowed.</param>
    /// <param name="x">[B, in, H, W]. Borrowed.</param>
    /// <param name="stride">The base layer's stride.</param>
    /// <param name="padding">The base layer's padding.</param>
    /// <returns>[B, out, H', W']. Caller owns it.</returns>
    internal override Tensor AddTo(Tensor y, Tensor x, long[] stride, long[] padding)
    {
        if (Dropout is not null) return AddMaskedTo(y, x, narrow => Convolution.Apply(narrow, Down.to(x.dtype), null, stride, padding), (narrow, up) => Convolution.Apply(narrow, up));
        using var scope = NewDisposeScope();
        var narrow = Convolution.Apply(x, Down.to(x.dtype), null, stride, padding).mul_(Scale); // [B, r, H', W']
        return Convolution.Apply(narrow, Up.to(x.dtype)).add_(y).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>‖up·down‖² = tr((upᵀ·up)·(down·downᵀ)): two matrices as small as the rank instead of one as large as the weight.</remarks>
    public override double Norm()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var down = Down.view(Rank, -1).to(ScalarType.Float64);
        var up = Up.view(-1, Rank).to(ScalarType.Float64);
        var square = up.t().matmul(up).mul(down.matmul(down.t())).sum().item<double>(); // [r, r] ∘ [r, r]
        return Math.Abs(Scale) * Math.Sqrt(Math.Max(square, 0));
    }

    /// <summary>The part of the output with random masks.</summary>
    private Tensor AddMaskedTo(Tensor y, Tensor x, Func<Tensor, Tensor> toNarrow, Func<Tensor, Tensor, Tensor> toWide)
    {
        if (Dropout!.SkipsModule()) return y.alias();
        using var scope = NewDisposeScope();
        var narrow = Dropout.MaskNarrow(toNarrow(x)).mul(Scale);
        return toWide(narrow, Dropout.MaskRows(Up).to(x.dtype)).add_(y).MoveToOuterDisposeScope();
    }
}
