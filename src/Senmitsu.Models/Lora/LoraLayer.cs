using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Lora;

/// <summary>
/// The low-rank pair of one layer: ΔW = multiplier · alpha/rank · up·down (Hu et al. 2021, 2106.09685 §4.1). Owns both tensors.
/// </summary>
public sealed class LoraLayer : IDisposable
{
    /// <summary>Creates a pair. Takes ownership of both tensors.</summary>
    /// <param name="name">kohya module name: <c>lora_unet_down_blocks_0_attentions_0_proj_in</c>.</param>
    /// <param name="down">[r, in] or [r, in, k, k].</param>
    /// <param name="up">[out, r] or [out, r, 1, 1].</param>
    /// <param name="alpha">Scale numerator; alpha = rank means scale 1.</param>
    public LoraLayer(string name, Tensor down, Tensor up, double alpha)
    {
        Name = name;
        Down = down.DetachFromDisposeScope();
        Up = up.DetachFromDisposeScope();
        Alpha = alpha;
    }

    /// <summary>kohya module name.</summary>
    public string Name { get; }

    /// <summary>[r, in] or [r, in, k, k].</summary>
    public Tensor Down { get; private set; }

    /// <summary>[out, r] or [out, r, 1, 1].</summary>
    public Tensor Up { get; private set; }

    /// <summary>Scale numerator.</summary>
    public double Alpha { get; }

    /// <summary>Width of the pair.</summary>
    public int Rank => (int)Down.shape[0];

    /// <summary>Strength, any sign; 1 while training.</summary>
    public double Multiplier { get; set; } = 1;

    /// <summary>multiplier · alpha/rank.</summary>
    public double Scale => Multiplier * Alpha / Rank;

    /// <summary>The change of the layer's weight.</summary>
    /// <returns>[out, in] or [out, in, k, k] · float32. Caller owns it.</returns>
    public Tensor Delta()
    {
        using var scope = NewDisposeScope();
        var down = Down.to(ScalarType.Float32);
        var up = Up.to(ScalarType.Float32);
        var delta = up.view(up.shape[0], Rank).matmul(down.view(Rank, -1)).mul_(Scale); // [out, in·k·k]
        long[] shape = [up.shape[0], .. down.shape[1..]];
        return delta.view(shape).MoveToOuterDisposeScope();
    }

    /// <summary>Adds the LoRA's part to a linear layer's output.</summary>
    /// <param name="y">[…, out], the base layer's output. Borrowed.</param>
    /// <param name="x">[…, in]. Borrowed.</param>
    /// <returns>[…, out]. Caller owns it.</returns>
    internal Tensor AddTo(Tensor y, Tensor x)
    {
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
    internal Tensor AddTo(Tensor y, Tensor x, long[] stride, long[] padding)
    {
        using var scope = NewDisposeScope();
        var narrow = F.conv2d(x, Down.to(x.dtype), null, stride, padding).mul_(Scale); // [B, r, H', W']
        return F.conv2d(narrow, Up.to(x.dtype)).add_(y).MoveToOuterDisposeScope();
    }

    /// <summary>Replaces both tensors by others with the same values, such as views of one flat buffer. Takes ownership.</summary>
    public void Rebind(Tensor down, Tensor up)
    {
        Down.Dispose();
        Up.Dispose();
        Down = down.DetachFromDisposeScope();
        Up = up.DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Down.Dispose();
        Up.Dispose();
    }
}
