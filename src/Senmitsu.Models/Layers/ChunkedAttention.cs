using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Models.Layers;

/// <summary>
/// Exact multi-head attention with gradients, a block of query rows of one head at a time (the tiling of Dao et al. 2022, 2205.14135,
/// without its online softmax): the scores never leave the cache, and the matrix products are big enough for oneDNN's bfloat16 kernels,
/// which libtorch's fused attention does not use.
/// </summary>
internal static class ChunkedAttention
{
    /// <summary>Query rows whose scores against thousands of keys stay in the processor's cache.</summary>
    private const int ChunkRows = 512;

    /// <summary>From this many keys on the blocks beat the fused kernel on a CPU in bfloat16; in float32 the fused kernel is faster at every size.</summary>
    private const int ChunkFromKeys = 256;

    /// <summary>Whether these tensors are handled faster here than by libtorch.</summary>
    /// <param name="q">[B, T, D]. Borrowed.</param>
    /// <param name="k">[B, S, D]. Borrowed.</param>
    public static bool Fits(Tensor q, Tensor k) =>
        k.shape[1] >= ChunkFromKeys && q.dtype == ScalarType.BFloat16 && q.device_type == TorchSharp.DeviceType.CPU;

    /// <summary>softmax(q·kᵀ/√d)·v per head. Gradients flow to all three tensors.</summary>
    /// <param name="q">[B, T, D] · bfloat16 or wider. Borrowed.</param>
    /// <param name="k">[B, S, D]. Borrowed.</param>
    /// <param name="v">[B, S, D]. Borrowed.</param>
    /// <param name="heads">N; D is a multiple of it.</param>
    /// <returns>[B, T, D]. Caller owns it.</returns>
    public static Tensor Apply(Tensor q, Tensor k, Tensor v, int heads)
    {
        using var scope = NewDisposeScope();
        var needsGradient = is_grad_enabled() && (q.requires_grad || k.requires_grad || v.requires_grad);
        var result = needsGradient ? Function.apply(q, k, v, heads) : Forward(q, k, v, heads);
        return result.MoveToOuterDisposeScope();
    }

    private static Tensor Forward(Tensor q, Tensor k, Tensor v, int heads)
    {
        var output = empty(q.shape, dtype: q.dtype, device: q.device);
        ForEachHead(q, heads, (batch, columns) =>
        {
            var query = Head(q, batch, columns).mul(Scale(columns));      // [T, d]
            var keys = Head(k, batch, columns).contiguous().t();          // [d, S]
            var values = Head(v, batch, columns).contiguous();            // [S, d]
            var result = Head(output, batch, columns);                    // [T, d], a view
            ForEachChunk(q.shape[1], (row, count) =>
            {
                var weights = query.narrow(0, row, count).mm(keys).softmax(-1); // [rows, S]
                result.narrow(0, row, count).copy_(weights.mm(values));
            });
        });
        return output;
    }

    /// <summary>Gradients of <see cref="Forward"/>; the attention weights are computed again, which is cheaper than keeping them.</summary>
    /// <returns>Gradients of q, k and v, shaped like them. In the caller's scope.</returns>
    private static (Tensor Query, Tensor Key, Tensor Value) Backward(Tensor q, Tensor k, Tensor v, Tensor output, Tensor outputGradient, int heads)
    {
        Tensor toQuery = empty(q.shape, dtype: q.dtype, device: q.device), toKey = empty(k.shape, dtype: k.dtype, device: k.device);
        var toValue = empty(v.shape, dtype: v.dtype, device: v.device);
        ForEachHead(q, heads, (batch, columns) =>
        {
            var scale = Scale(columns);
            var query = Head(q, batch, columns).mul(scale);               // [T, d]
            var keys = Head(k, batch, columns).contiguous();              // [S, d]
            var values = Head(v, batch, columns).contiguous();            // [S, d]
            var gradient = Head(outputGradient, batch, columns).contiguous(); // [T, d]
            var share = Head(output, batch, columns).to(ScalarType.Float32).mul(gradient).sum(-1, keepdim: true).to(q.dtype); // [T, 1]: Σ weight · its gradient
            Tensor keyGradient = zeros(keys.shape, ScalarType.Float32), valueGradient = zeros(values.shape, ScalarType.Float32);
            var queryGradient = Head(toQuery, batch, columns);            // [T, d], a view
            Tensor keysAcross = keys.t(), valuesAcross = values.t();
            ForEachChunk(q.shape[1], (row, count) =>
            {
                Tensor rows = query.narrow(0, row, count), rowGradient = gradient.narrow(0, row, count);
                var weights = rows.mm(keysAcross).softmax(-1);            // [rows, S]
                valueGradient.add_(weights.t().mm(rowGradient));
                var scores = rowGradient.mm(valuesAcross).sub_(share.narrow(0, row, count)).mul_(weights); // [rows, S], gradient of the scores
                queryGradient.narrow(0, row, count).copy_(scores.mm(keys).mul_(scale));
                keyGradient.add_(scores.t().mm(rows));
            });
            Head(toKey, batch, columns).copy_(keyGradient);
            Head(toValue, batch, columns).copy_(valueGradient);
        });
        return (toQuery, toKey, toValue);
    }

    private static double Scale((long First, long Width) columns) => 1 / Math.Sqrt(columns.Width);

    private static Tensor Head(Tensor x, long batch, (long First, long Width) columns) =>
        x.select(0, batch).narrow(1, columns.First, columns.Width); // [T, d], a view

    private static void ForEachHead(Tensor q, int heads, Action<long, (long First, long Width)> work)
    {
        var width = q.shape[2] / heads;
        for (var batch = 0; batch < q.shape[0]; batch++)
        {
            for (var head = 0; head < heads; head++)
            {
                using var scope = NewDisposeScope();
                work(batch, (head * width, width));
            }
        }
    }

    private static void ForEachChunk(long tokens, Action<long, long> work)
    {
        for (long row = 0; row < tokens; row += ChunkRows)
        {
            using var scope = NewDisposeScope();
            work(row, Math.Min(ChunkRows, tokens - row));
        }
    }

    /// <summary>The attention as a node of the autograd graph.</summary>
    private sealed class Function : autograd.SingleTensorFunction<Function>
    {
        public override string Name => nameof(ChunkedAttention);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            Tensor q = (Tensor)vars[0], k = (Tensor)vars[1], v = (Tensor)vars[2];
            var output = Forward(q, k, v, (int)vars[3]);
            ctx.set_materialize_grads(false);
            ctx.save_for_backward([q, k, v, output.detach()]); // the output itself would hold the node that holds it
            ctx.save_data("heads", vars[3]);
            return output;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
            BackwardPass.Run(Name, grad_output, () =>
            {
                var saved = ctx.get_saved_variables();
                var (query, key, value) = Backward(saved[0], saved[1], saved[2], saved[3], grad_output, (int)ctx.get_data("heads"));
                return [query, key, value, null];
            });
    }
}
