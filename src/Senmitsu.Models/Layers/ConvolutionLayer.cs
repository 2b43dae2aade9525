using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Layers;

/// <summary>2-D convolution, plus its LoRA.</summary>
public sealed class ConvolutionLayer : AdaptableLayer
{
    /// <summary>Channels that oneDNN computes together.</summary>
    private const long BlockChannels = 16;

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
        var y = TrainsNarrowWeight ? InFloat32(x) : F.conv2d(x, Weight, Bias, _stride, _padding);
        if (Adapter is null) return y;
        using var plain = y;
        return Adapter.AddTo(plain, x, _stride, _padding);
    }

    /// <summary>
    /// oneDNN's bfloat16 gradients of convolutions whose channels do not fill its blocks read memory that nobody wrote, and are NaN
    /// now and then. It concerns weights that are trained themselves; a LoRA beside a fixed weight takes another way.
    /// </summary>
    private bool TrainsNarrowWeight =>
        Weight.requires_grad && Weight.dtype == ScalarType.BFloat16 && (Shape[0] % BlockChannels != 0 || Shape[1] % BlockChannels != 0) && is_grad_enabled();

    private Tensor InFloat32(Tensor x)
    {
        using var scope = NewDisposeScope();
        var y = F.conv2d(x.to(ScalarType.Float32), Weight.to(ScalarType.Float32), Bias?.to(ScalarType.Float32), _stride, _padding);
        return y.to(Weight.dtype).MoveToOuterDisposeScope();
    }
}
