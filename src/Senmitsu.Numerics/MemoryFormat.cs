using static TorchSharp.torch;

namespace Senmitsu.Numerics;

/// <summary>Physical order of image-like tensors. TorchSharp has no channels-last call, but strides do the same.</summary>
public static class MemoryFormat
{
    /// <summary>
    /// [B, C, H, W] with channels innermost in memory. Convolutions are faster so, and the way from pixels to tokens
    /// [B, H·W, C] becomes a view.
    /// </summary>
    /// <returns>Same values and shape. Caller owns it.</returns>
    public static Tensor ChannelsLast(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        using var scope = NewDisposeScope();
        return x.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }
}
