using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Layers;

/// <summary>
/// Activations of tensors that nobody reads afterwards. Without gradients they are computed in place: fresh memory costs more than
/// the arithmetic, because the system clears every page of it.
/// </summary>
internal static class Activations
{
    /// <summary>x·σ(x) (Hendrycks and Gimpel 2016, 1606.08415).</summary>
    /// <param name="x">Overwritten when no gradient is recorded. Borrowed.</param>
    /// <returns>Shape of <paramref name="x"/>. Caller owns it.</returns>
    public static Tensor Silu(Tensor x) => is_grad_enabled() ? F.silu(x) : x.silu_().alias();

    /// <summary>x∘gelu(gate) (Shazeer 2020, 2002.05202).</summary>
    /// <param name="x">Borrowed.</param>
    /// <param name="gate">Shape of <paramref name="x"/>. Borrowed.</param>
    /// <returns>Shape of <paramref name="x"/>. Caller owns it.</returns>
    public static Tensor Geglu(Tensor x, Tensor gate)
    {
        using var scope = NewDisposeScope();
        var activated = F.gelu(gate);
        return (is_grad_enabled() ? x.mul(activated) : activated.mul_(x)).MoveToOuterDisposeScope();
    }
}
