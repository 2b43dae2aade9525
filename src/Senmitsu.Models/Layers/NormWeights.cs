using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Layers;

/// <summary>The normalizations with one pair of scale and shift, each [C]. Borrowed from the network.</summary>
internal readonly record struct NormWeights(NormLayer Weights)
{
    /// <summary>[C] · model dtype.</summary>
    public Tensor Scale => Weights.Weight;

    /// <summary>[C] · model dtype.</summary>
    public Tensor Shift => Weights.Shift;

    /// <summary>GroupNorm over [B, C, H, W].</summary>
    public Tensor Group(Tensor x, double epsilon, long groups = 32) => Weights.Forward((scale, shift) => F.group_norm(x, groups, scale, shift, epsilon));

    /// <summary>LayerNorm over the last dimension, ε = 1e-5.</summary>
    public Tensor Layer(Tensor x) => Weights.Forward((scale, shift) => F.layer_norm(x, [scale.shape[0]], scale, shift, 1e-5));
}
