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

    /// <summary>A tensor of undefined values with channels innermost in memory.</summary>
    /// <param name="shape">B, C, H, W.</param>
    /// <param name="dataType">Element type.</param>
    /// <param name="device">Where it is.</param>
    /// <returns>[B, C, H, W]. Caller owns it.</returns>
    public static Tensor EmptyChannelsLast(ReadOnlySpan<long> shape, ScalarType dataType, Device device)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(shape.Length, 4, nameof(shape));
        using var scope = NewDisposeScope();
        return empty([shape[0], shape[2], shape[3], shape[1]], dataType, device).permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }
}
