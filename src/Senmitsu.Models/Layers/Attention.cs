using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Layers;

/// <summary>Scaled dot-product attention, softmax(q·kᵀ/√d)·v (Vaswani et al. 2017, eq. 1), by the fastest way for the shapes at hand.</summary>
internal static class Attention
{
    /// <summary>Heads of fewer channels are narrow; those of Stable Diffusion have 40 and more.</summary>
    private const long NarrowHead = 32;

    /// <summary>Multi-head attention over tokens.</summary>
    /// <param name="q">[B, T, D]. Borrowed.</param>
    /// <param name="k">[B, S, D]. Borrowed.</param>
    /// <param name="v">[B, S, D]. Borrowed.</param>
    /// <param name="heads">N; D is a multiple of it.</param>
    /// <param name="isCausal">Whether a token sees only itself and earlier ones.</param>
    /// <returns>[B, T, D]. Caller owns it.</returns>
    public static Tensor MultiHead(Tensor q, Tensor k, Tensor v, int heads, bool isCausal = false)
    {
        if (IsSlowInBFloat16(q, heads)) return InFloat32(q, k, v, heads, isCausal);
        if (SmallHeadAttention.Fits(q, k, v, heads)) return SmallHeadAttention.Apply(q, k, v, heads, isCausal);
        if (!isCausal && ChunkedAttention.Fits(q, k)) return ChunkedAttention.Apply(q, k, v, heads);

        using var scope = NewDisposeScope();
        long batch = q.shape[0], tokens = q.shape[1], width = q.shape[2];
        var result = F.scaled_dot_product_attention(Split(q, heads), Split(k, heads), Split(v, heads), is_casual: isCausal); // [B, N, T, D/N]
        return result.transpose(1, 2).reshape(batch, tokens, width).MoveToOuterDisposeScope();
    }

    private static Tensor InFloat32(Tensor q, Tensor k, Tensor v, int heads, bool isCausal)
    {
        using var scope = NewDisposeScope();
        return MultiHead(q.to(ScalarType.Float32), k.to(ScalarType.Float32), v.to(ScalarType.Float32), heads, isCausal).to(q.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>Narrow heads make libtorch set up a oneDNN product for each of them, which takes longer than the product.</summary>
    private static bool IsSlowInBFloat16(Tensor q, int heads) => q.dtype == ScalarType.BFloat16 && q.device_type == TorchSharp.DeviceType.CPU && q.shape[2] / heads < NarrowHead;

    private static Tensor Split(Tensor x, int heads) =>
        x.view(x.shape[0], x.shape[1], heads, x.shape[2] / heads).transpose(1, 2); // [B, N, T, D/N]
}
