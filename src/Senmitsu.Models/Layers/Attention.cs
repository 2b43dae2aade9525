using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Layers;

/// <summary>Scaled dot-product attention, softmax(q·kᵀ/√d)·v (Vaswani et al. 2017, eq. 1), by the fastest way for the shapes at hand.</summary>
internal static class Attention
{
    /// <summary>Query rows whose scores against thousands of keys stay in the processor's cache.</summary>
    private const int ChunkRows = 512;

    /// <summary>From this many keys on, chunks beat the fused kernel on a CPU in bfloat16; in float32 the fused kernel is faster at every size.</summary>
    private const int ChunkFromKeys = 1024;

    /// <summary>Multi-head attention over tokens.</summary>
    /// <param name="q">[B, T, D]. Borrowed.</param>
    /// <param name="k">[B, S, D]. Borrowed.</param>
    /// <param name="v">[B, S, D]. Borrowed.</param>
    /// <param name="heads">N; D is a multiple of it.</param>
    /// <param name="isCausal">Whether a token sees only itself and earlier ones.</param>
    /// <returns>[B, T, D]. Caller owns it.</returns>
    public static Tensor MultiHead(Tensor q, Tensor k, Tensor v, int heads, bool isCausal = false)
    {
        if (SmallHeadAttention.Fits(q, k, v, heads)) return SmallHeadAttention.Apply(q, k, v, heads, isCausal);

        using var scope = NewDisposeScope();
        long batch = q.shape[0], tokens = q.shape[1], width = q.shape[2];
        var isChunked = !isCausal && k.shape[1] >= ChunkFromKeys && q.dtype == ScalarType.BFloat16 && q.device_type == TorchSharp.DeviceType.CPU && !is_grad_enabled();
        if (isChunked) return Chunked(q, k, v, heads).MoveToOuterDisposeScope();

        var result = F.scaled_dot_product_attention(Split(q, heads), Split(k, heads), Split(v, heads), is_casual: isCausal); // [B, N, T, D/N]
        return result.transpose(1, 2).reshape(batch, tokens, width).MoveToOuterDisposeScope();
    }

    private static Tensor Split(Tensor x, int heads) =>
        x.view(x.shape[0], x.shape[1], heads, x.shape[2] / heads).transpose(1, 2); // [B, N, T, D/N]

    /// <summary>
    /// Exact attention, a block of query rows of one head at a time (the tiling of Dao et al. 2022 without its online softmax):
    /// the scores never leave the cache, and the matrix products are big enough to run at full speed.
    /// </summary>
    private static Tensor Chunked(Tensor q, Tensor k, Tensor v, int heads)
    {
        long batch = q.shape[0], tokens = q.shape[1], width = q.shape[2], headWidth = width / heads;
        var scale = 1 / Math.Sqrt(headWidth);
        var result = empty_like(q);
        for (var b = 0; b < batch; b++)
        {
            for (var n = 0; n < heads; n++)
            {
                using var perHead = NewDisposeScope();
                var query = Head(q, b, n, headWidth).mul(scale);        // [T, d]
                var keys = Head(k, b, n, headWidth).contiguous().t();   // [d, S]
                var values = Head(v, b, n, headWidth).contiguous();     // [S, d]
                var output = Head(result, b, n, headWidth);             // [T, d], a view
                for (long row = 0; row < tokens; row += ChunkRows)
                {
                    using var perChunk = NewDisposeScope();
                    var rows = Math.Min(ChunkRows, tokens - row);
                    var scores = query.narrow(0, row, rows).mm(keys).softmax(-1); // [rows, S]
                    output.narrow(0, row, rows).copy_(scores.mm(values));
                }
            }
        }

        return result;
    }

    private static Tensor Head(Tensor x, long batch, long head, long width) =>
        x.select(0, batch).narrow(1, head * width, width);
}
