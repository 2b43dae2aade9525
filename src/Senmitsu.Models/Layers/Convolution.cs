using Senmitsu.Numerics;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Layers;

/// <summary>
/// 2-D convolution by a way that is right. oneDNN's convolutions whose channels do not fill its blocks read memory that nobody wrote:
/// with channels outermost in every number type, with channels innermost in the bfloat16 gradient of the input. The result is then
/// wrong or NaN, by what lay there before (decision 0022).
/// </summary>
internal static class Convolution
{
    /// <summary>Channels that oneDNN computes together.</summary>
    private const long BlockChannels = 16;

    /// <summary>Applies a convolution; gradients flow to all three tensors.</summary>
    /// <param name="x">[B, in, H, W] · float32 or bfloat16. Borrowed.</param>
    /// <param name="weight">[out, in, k, k] · dtype of <paramref name="x"/>. Borrowed.</param>
    /// <param name="bias">[out] or none. Borrowed.</param>
    /// <param name="stride">Two strides; 1 without.</param>
    /// <param name="padding">Two paddings; 0 without.</param>
    /// <returns>[B, out, H', W'] in the layout of <paramref name="x"/>. Caller owns it.</returns>
    public static Tensor Apply(Tensor x, Tensor weight, Tensor? bias = null, long[]? stride = null, long[]? padding = null) =>
        IsSafe(x, weight) ? F.conv2d(x, weight, bias, stride, padding) : InFloat32(x, weight, bias, stride, padding);

    private static bool IsSafe(Tensor x, Tensor weight)
    {
        var shape = weight.shape;
        bool fillsOut = shape[0] % BlockChannels == 0, fillsIn = shape[1] % BlockChannels == 0;
        if ((fillsOut && fillsIn) || x.device_type != TorchSharp.DeviceType.CPU) return true;
        if (!IsChannelsLast(x) && !IsChannelsLast(weight)) return false;
        return fillsOut || x.dtype != ScalarType.BFloat16 || !is_grad_enabled() || !(x.requires_grad || weight.requires_grad);
    }

    /// <summary>Whether channels are innermost; libtorch takes that way when either tensor is laid out so.</summary>
    private static bool IsChannelsLast(Tensor x) => x.stride(1) == 1 && x.shape[1] > 1 && x.stride(3) == x.shape[1];

    private static Tensor InFloat32(Tensor x, Tensor weight, Tensor? bias, long[]? stride, long[]? padding)
    {
        using var scope = NewDisposeScope();
        var y = F.conv2d(Wide(x), Wide(weight), bias?.to(ScalarType.Float32), stride, padding).to(x.dtype);
        return (IsChannelsLast(x) ? y : y.contiguous()).MoveToOuterDisposeScope();
    }

    private static Tensor Wide(Tensor x) => MemoryFormat.ChannelsLast(x.to(ScalarType.Float32));
}
