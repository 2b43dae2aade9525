using static TorchSharp.torch;

namespace Senmitsu.Tests.Models.Layers;

/// <summary>softmax(q·kᵀ/√d)·v as the paper writes it, and what tests of faster ways need.</summary>
internal static class AttentionReference
{
    /// <summary>q [B, T, N·d], k and v [B, S, N·d], and the gradient of the output [B, T, N·d].</summary>
    public static Tensor[] Inputs(int batch, int heads, int tokens, int keys, int headWidth, int seed)
    {
        using var generator = new Generator((ulong)seed, CPU);
        long width = heads * headWidth;
        return
        [
            randn([batch, tokens, width], generator: generator), randn([batch, keys, width], generator: generator),
            randn([batch, keys, width], generator: generator), randn([batch, tokens, width], generator: generator),
        ];
    }

    public static (string Name, Tensor Tensor)[] Run(Tensor[] inputs, ScalarType dataType, Func<Tensor, Tensor, Tensor, Tensor> attention)
    {
        var (q, k, v) = (Leaf(inputs[0]), Leaf(inputs[1]), Leaf(inputs[2]));
        var output = attention(q, k, v);
        output.backward([inputs[3].to(dataType)]);
        return [("output", output.detach()), ("dq", q.grad!), ("dk", k.grad!), ("dv", v.grad!)];

        // Keeps the strides of the input.
        Tensor Leaf(Tensor x) => x.detach().to(dataType, copy: x.is_contiguous()).requires_grad_();
    }

    public static Tensor Reference(Tensor q, Tensor k, Tensor v, int heads, bool isCausal)
    {
        var scores = Split(q).matmul(Split(k).transpose(-2, -1)).div(Math.Sqrt(q.shape[2] / heads));
        if (isCausal) scores = scores.masked_fill(ones(scores.shape[2], scores.shape[3], dtype: ScalarType.Bool).tril().logical_not(), double.NegativeInfinity);
        return scores.softmax(-1).matmul(Split(v)).transpose(1, 2).reshape(q.shape);

        Tensor Split(Tensor x) => x.reshape(x.shape[0], x.shape[1], heads, x.shape[2] / heads).transpose(1, 2);
    }
}
