using Senmitsu.Models.Layers;
using static TorchSharp.torch;

namespace Senmitsu.Models.Unet;

/// <summary>
/// Token merging for Stable Diffusion (Bolya and Hoffman 2023, 2303.17604; agrees with dbolya/tomesd tomesd/merge.py without its random choice):
/// of each 2×2 cell the top left token stays, and of all others those that are most like one that stays are averaged into it. Owns its indices.
/// </summary>
internal sealed class TokenMerging : IDisposable
{
    private const int Stride = 2;

    private readonly Tensor _staying, _kept, _merged, _targets;
    private readonly long _tokens;

    private TokenMerging(Tensor staying, Tensor kept, Tensor merged, Tensor targets, long tokens)
    {
        _staying = staying.DetachFromDisposeScope();
        _kept = kept.DetachFromDisposeScope();
        _merged = merged.DetachFromDisposeScope();
        _targets = targets.DetachFromDisposeScope();
        _tokens = tokens;
    }

    /// <summary>Decides what is merged in one block; <see langword="null"/> where nothing is: merging is off, or the layer is not at full resolution.</summary>
    /// <param name="options">The network's options.</param>
    /// <param name="x">[B, T, C] · input of the block. Borrowed.</param>
    /// <param name="height">Tokens down.</param>
    /// <param name="width">Tokens across; height · width = T.</param>
    public static TokenMerging? For(NetworkOptions options, Tensor x, int height, int width)
    {
        var merged = (long)(x.shape[1] * options.MergedShare);
        return merged > 0 && x.shape[1] == options.LatentTokens ? Create(x, height, width, merged) : null;
    }

    /// <summary>Decides what is merged.</summary>
    /// <param name="x">[B, T, C]. Borrowed.</param>
    /// <param name="height">Tokens down.</param>
    /// <param name="width">Tokens across.</param>
    /// <param name="count">How many tokens go; at most all but those that stay in their cells.</param>
    public static TokenMerging Create(Tensor x, int height, int width, long count)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        int rows = height / Stride, columns = width / Stride; // whole cells; a last odd row or column never stays
        var corners = arange(rows, ScalarType.Int64).mul(Stride * width).unsqueeze(1).add(arange(columns, ScalarType.Int64).mul(Stride)).flatten();
        var isOther = ones(x.shape[1], ScalarType.Bool).index_fill_(0, corners, false);
        var staying = corners.to(x.device);                   // [D]
        var others = isOther.nonzero().flatten().to(x.device); // [S]

        var directions = x.to(ScalarType.Float32).div(x.to(ScalarType.Float32).norm(-1, keepdim: true));
        var (best, nearest) = Nearest(directions.index_select(1, others), directions.index_select(1, staying)); // [B, S]
        var order = best.sort(-1, descending: true, stable: true).Indices;
        count = Math.Min(count, others.shape[0]);
        var merged = order.narrow(1, 0, count);
        var kept = order.narrow(1, count, others.shape[0] - count);
        return new TokenMerging(staying.clone(), others.index_select(0, kept.flatten()).view(kept.shape), others.index_select(0, merged.flatten()).view(merged.shape), nearest.gather(1, merged), x.shape[1]);
    }

    /// <summary>The kept tokens, then those that stay with what was merged into them averaged in.</summary>
    /// <param name="x">[B, T, C]. Borrowed.</param>
    /// <returns>[B, T − merged, C]. Caller owns it.</returns>
    public Tensor Merge(Tensor x)
    {
        using var scope = NewDisposeScope();
        var sums = x.index_select(1, _staying).to(ScalarType.Float32); // [B, D, C]
        sums.scatter_add_(1, Wide(_targets, x), x.gather(1, Wide(_merged, x)).to(ScalarType.Float32));
        var counts = ones([x.shape[0], _staying.shape[0]], ScalarType.Float32, x.device);
        counts.scatter_add_(1, _targets, ones_like(_targets, ScalarType.Float32));
        var averages = sums.div_(counts.unsqueeze(-1)).to(x.dtype);
        return cat([x.gather(1, Wide(_kept, x)), averages], 1).MoveToOuterDisposeScope();
    }

    /// <summary>Puts tokens back in their places; a merged one gets a copy of what it was merged into.</summary>
    /// <param name="x">[B, T − merged, C], in the order of <see cref="Merge"/>. Borrowed.</param>
    /// <returns>[B, T, C]. Caller owns it.</returns>
    public Tensor Unmerge(Tensor x)
    {
        using var scope = NewDisposeScope();
        var kept = x.narrow(1, 0, _kept.shape[1]);
        var staying = x.narrow(1, _kept.shape[1], _staying.shape[0]);
        var result = empty([x.shape[0], _tokens, x.shape[2]], x.dtype, x.device);
        result.index_copy_(1, _staying, staying);
        result.scatter_(1, Wide(_kept, x), kept);
        result.scatter_(1, Wide(_merged, x), staying.gather(1, Wide(_targets, x)));
        return result.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _staying.Dispose();
        _kept.Dispose();
        _merged.Dispose();
        _targets.Dispose();
    }

    /// <summary>Best cosine similarity and its index, a block of rows at a time: the whole table has T²·3/16 numbers.</summary>
    private static (Tensor Best, Tensor Index) Nearest(Tensor others, Tensor staying)
    {
        const long BlockRows = 1024;
        var across = staying.transpose(1, 2); // [B, C, D]
        List<Tensor> best = [], index = [];
        for (long row = 0; row < others.shape[1]; row += BlockRows)
        {
            using var scope = NewDisposeScope();
            var (values, indices) = others.narrow(1, row, Math.Min(BlockRows, others.shape[1] - row)).matmul(across).max(-1);
            best.Add(values.MoveToOuterDisposeScope());
            index.Add(indices.MoveToOuterDisposeScope());
        }

        return (cat(best, 1), cat(index, 1));
    }

    private static Tensor Wide(Tensor index, Tensor like) => index.unsqueeze(-1).expand(-1, -1, like.shape[2]); // [B, n, C]
}
