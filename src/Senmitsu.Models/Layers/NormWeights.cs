using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Layers;

/// <summary>Scale and shift of a normalization, each [C]. Borrowed from the network.</summary>
internal readonly record struct NormWeights(Tensor Scale, Tensor Shift)
{
    /// <summary>GroupNorm over [B, C, H, W].</summary>
    public Tensor Group(Tensor x, double epsilon, long groups = 32) => F.group_norm(x, groups, Scale, Shift, epsilon);

    /// <summary>LayerNorm over the last dimension, ε = 1e-5.</summary>
    public Tensor Layer(Tensor x) => F.layer_norm(x, [Scale.shape[0]], Scale, Shift, 1e-5);
}
