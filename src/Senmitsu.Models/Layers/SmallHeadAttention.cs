using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Models.Layers;

/// <summary>
/// Exact multi-head attention with gradients for narrow heads on a processor, where libtorch's fused kernel spends its time
/// on matrix products of a handful of columns. The arithmetic is in <see cref="SmallHeadKernel"/>.
/// </summary>
/// <remarks>Results do not depend on the number of threads: work is cut by shape only, and shares are added in their order.</remarks>
internal static unsafe class SmallHeadAttention
{
    /// <summary>Widest head that is clearly faster here than in libtorch: 2 to 5 times at 4 and 8, 1.2 times at 16 (AVX2, 2 cores).</summary>
    private const long MaxHeadWidth = 8;

    /// <summary>Fewest scores of all heads for which starting the threads pays.</summary>
    private const long MinScores = 1 << 16;

    /// <summary>Queries of one piece of work, forward.</summary>
    private const int ForwardQueries = 512;

    /// <summary>Pieces of work, backward, below which a head's queries are cut into parts.</summary>
    private const int BackwardPieces = 16;

    /// <summary>Fewest queries of such a part.</summary>
    private const int MinBackwardQueries = 256;

    /// <summary>Whether these tensors can be handled here, and faster than by libtorch.</summary>
    /// <param name="q">[B, T, D]. Borrowed.</param>
    /// <param name="k">[B, S, D]. Borrowed.</param>
    /// <param name="v">[B, S, D]. Borrowed.</param>
    /// <param name="heads">N.</param>
    public static bool Fits(Tensor q, Tensor k, Tensor v, int heads) =>
        q.shape[2] / heads <= MaxHeadWidth
        && q.shape[0] * heads * q.shape[1] * k.shape[1] >= MinScores
        && IsFloatOnCpu(q) && IsFloatOnCpu(k) && IsFloatOnCpu(v);

    /// <summary>softmax(q·kᵀ/√d)·v per head. Gradients flow to all three tensors.</summary>
    /// <param name="q">[B, T, D] · float32 · CPU. Borrowed.</param>
    /// <param name="k">[B, S, D] · float32 · CPU. Borrowed.</param>
    /// <param name="v">[B, S, D] · float32 · CPU. Borrowed.</param>
    /// <param name="heads">N; D is a multiple of it.</param>
    /// <param name="isCausal">Whether a query sees only the keys up to its own position.</param>
    /// <returns>[B, T, D] · float32. Caller owns it.</returns>
    public static Tensor Apply(Tensor q, Tensor k, Tensor v, int heads, bool isCausal = false)
    {
        using var scope = NewDisposeScope();
        var needsGradient = is_grad_enabled() && (q.requires_grad || k.requires_grad || v.requires_grad);
        var result = needsGradient ? Function.apply(q, k, v, heads, isCausal) : Forward(q, k, v, heads, isCausal).Output;
        return result.MoveToOuterDisposeScope();
    }

    private static bool IsFloatOnCpu(Tensor x) => x.device_type == TorchSharp.DeviceType.CPU && x.dtype == ScalarType.Float32;

    /// <summary>The attention and what its gradient needs.</summary>
    /// <returns>[B, T, D], and [2, B·N, T]: largest score and sum of the softmax of each row. In the caller's scope.</returns>
    private static (Tensor Output, Tensor Statistics) Forward(Tensor q, Tensor k, Tensor v, int heads, bool isCausal)
    {
        var layout = new Layout(q, k, heads, isCausal);
        var output = empty(q.shape, dtype: ScalarType.Float32, device: CPU);
        var statistics = empty([2, layout.Heads, layout.Queries], dtype: ScalarType.Float32, device: CPU);
        using var scope = NewDisposeScope();
        float* query = Data(q.contiguous()), key = Data(k.contiguous()), value = Data(v.contiguous());
        float* result = Data(output), maxima = Data(statistics), sums = maxima + ((long)layout.Heads * layout.Queries);
        var parts = (layout.Queries + ForwardQueries - 1) / ForwardQueries;
        Parallel.For(0, layout.Heads * parts, Threads(), piece =>
        {
            int head = piece / parts, first = piece % parts * ForwardQueries;
            var row = (long)head * layout.Queries;
            SmallHeadKernel.Forward(
                layout.QueryRows(query, head), layout.KeyRows(key, head), layout.KeyRows(value, head), layout.QueryRows(result, head),
                maxima + row, sums + row, first, Math.Min(layout.Queries, first + ForwardQueries), layout.Head);
        });
        return (output, statistics);
    }

    /// <summary>Gradients of <see cref="Forward"/>.</summary>
    /// <returns>Gradients of q, k and v, shaped like them. In the caller's scope.</returns>
    private static (Tensor Query, Tensor Key, Tensor Value) Backward(
        Tensor q, Tensor k, Tensor v, Tensor output, Tensor statistics, Tensor outputGradient, int heads, bool isCausal)
    {
        var layout = new Layout(q, k, heads, isCausal);
        Tensor queryGradient = empty(q.shape, dtype: ScalarType.Float32, device: CPU), keyGradient = empty(k.shape, dtype: ScalarType.Float32, device: CPU);
        var valueGradient = empty(k.shape, dtype: ScalarType.Float32, device: CPU);
        using var scope = NewDisposeScope();
        float* query = Data(q.contiguous()), key = Data(k.contiguous()), value = Data(v.contiguous());
        float* result = Data(output), gradient = Data(outputGradient.contiguous());
        float* maxima = Data(statistics), sums = maxima + ((long)layout.Heads * layout.Queries);
        float* toQuery = Data(queryGradient), toKey = Data(keyGradient), toValue = Data(valueGradient);

        var parts = Math.Clamp(BackwardPieces / layout.Heads, 1, Math.Max(1, layout.Queries / MinBackwardQueries));
        var queries = (layout.Queries + parts - 1) / parts;
        var share = (long)layout.Head.PaddedWidth * layout.Head.PaddedKeys;
        using var keyShares = zeros([layout.Heads * parts, share], dtype: ScalarType.Float32, device: CPU);
        using var valueShares = zeros([layout.Heads * parts, share], dtype: ScalarType.Float32, device: CPU);
        float* keyShare = Data(keyShares), valueShare = Data(valueShares);
        Parallel.For(0, layout.Heads * parts, Threads(), piece =>
        {
            int head = piece / parts, first = piece % parts * queries;
            var row = (long)head * layout.Queries;
            SmallHeadKernel.Backward(
                layout.QueryRows(query, head), layout.KeyRows(key, head), layout.KeyRows(value, head), layout.QueryRows(result, head),
                layout.QueryRows(gradient, head), maxima + row, sums + row, layout.QueryRows(toQuery, head),
                keyShare + (piece * share), valueShare + (piece * share), first, Math.Min(layout.Queries, first + queries), layout.Head);
        });
        Parallel.For(0, layout.Heads, Threads(), head =>
        {
            var start = head * parts * share;
            SmallHeadKernel.SumShares(keyShare + start, parts, share, SmallHeadKernel.KeyGradientScale, layout.Head, layout.KeyRows(toKey, head));
            SmallHeadKernel.SumShares(valueShare + start, parts, share, 1, layout.Head, layout.KeyRows(toValue, head));
        });
        return (queryGradient, keyGradient, valueGradient);
    }

    /// <summary>As many threads as libtorch uses.</summary>
    private static ParallelOptions Threads() => new() { MaxDegreeOfParallelism = get_num_threads() };

    /// <summary>Memory of a contiguous tensor; valid as long as the tensor.</summary>
    private static float* Data(Tensor x) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(x.bytes));

    /// <summary>Where the heads lie in [B, T, D] and [B, S, D].</summary>
    private sealed class Layout(Tensor q, Tensor k, int heads, bool isCausal)
    {
        private readonly long _width = q.shape[2];

        /// <summary>B·N.</summary>
        public int Heads { get; } = checked((int)(q.shape[0] * heads));

        /// <summary>T.</summary>
        public int Queries { get; } = checked((int)q.shape[1]);

        /// <summary>Shape of one head.</summary>
        public SmallHeadKernel.HeadShape Head { get; } = new(checked((int)k.shape[1]), (int)(q.shape[2] / heads), isCausal);

        /// <summary>A head's rows in a [B, T, D] tensor.</summary>
        public SmallHeadKernel.HeadRows QueryRows(float* data, int head) => Rows(data, head, Queries);

        /// <summary>A head's rows in a [B, S, D] tensor.</summary>
        public SmallHeadKernel.HeadRows KeyRows(float* data, int head) => Rows(data, head, Head.Keys);

        private SmallHeadKernel.HeadRows Rows(float* data, int head, int rows) =>
            new((nint)(data + (head / heads * rows * _width) + (head % heads * Head.Width)), _width);
    }

    /// <summary>The attention as a node of the autograd graph.</summary>
    private sealed class Function : autograd.SingleTensorFunction<Function>
    {
        public override string Name => nameof(SmallHeadAttention);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            Tensor q = (Tensor)vars[0], k = (Tensor)vars[1], v = (Tensor)vars[2];
            var (output, statistics) = Forward(q, k, v, (int)vars[3], (bool)vars[4]);
            ctx.set_materialize_grads(false);
            ctx.save_for_backward([q, k, v, output.detach(), statistics]); // the output itself would hold the node that holds it
            ctx.save_data("heads", vars[3]);
            ctx.save_data("isCausal", vars[4]);
            return output;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
            BackwardPass.Run(Name, grad_output, () =>
            {
                var saved = ctx.get_saved_variables();
                var (query, key, value) = Backward(
                    saved[0], saved[1], saved[2], saved[3], saved[4], grad_output, (int)ctx.get_data("heads"), (bool)ctx.get_data("isCausal"));
                return [query, key, value, null, null];
            });
    }
}
