using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Layers;

/// <summary>y = x·Wᵀ + b over the last dimension, plus its LoRA. A 1×1 convolution over tokens is the same thing.</summary>
public sealed class LinearLayer : AdaptableLayer
{
    private readonly Tensor _matrix;

    internal LinearLayer(string path, Tensor weight, Tensor? bias)
        : base(path, weight, bias) =>
        _matrix = weight.dim() <= 2 ? weight : weight.view(weight.shape[0], weight.shape[1]).DetachFromDisposeScope(); // [out, in]

    /// <summary>Applies the layer.</summary>
    /// <param name="x">[…, in] · model dtype. Borrowed.</param>
    /// <returns>[…, out]. Caller owns it.</returns>
    public Tensor Forward(Tensor x)
    {
        var y = F.linear(x, _matrix, Bias);
        if (Adapter is null) return y;
        using var plain = y;
        return Adapter.AddTo(plain, x);
    }

    /// <summary>A view keeps the memory of what it shows, whoever owns that.</summary>
    private protected override void ReleaseViews()
    {
        if (!ReferenceEquals(_matrix, Weight)) _matrix.Dispose();
    }
}
