using Senmitsu.Models.Layers;
using static TorchSharp.torch;

namespace Senmitsu.Models.Unet;

/// <summary>Self-attention, cross-attention, feed-forward, each pre-normed with a residual (Rombach et al. 2022, appendix).</summary>
internal sealed class TransformerBlock
{
    private readonly CrossAttention _selfAttention, _textAttention;
    private readonly FeedForward _feedForward;
    private readonly NormWeights _norm1, _norm2, _norm3;

    public TransformerBlock(NetworkWeights weights, string path, int width, UnetConfig config)
    {
        _selfAttention = new CrossAttention(weights, $"{path}.attn1", width, width, config.HeadsOf(width));
        _feedForward = new FeedForward(weights, $"{path}.ff", width);
        _textAttention = new CrossAttention(weights, $"{path}.attn2", width, config.ContextWidth, config.HeadsOf(width));
        _norm1 = weights.Norm($"{path}.norm1", width);
        _norm2 = weights.Norm($"{path}.norm2", width);
        _norm3 = weights.Norm($"{path}.norm3", width);
    }

    /// <summary>Applies the block.</summary>
    /// <param name="x">[B, T, C]. Borrowed.</param>
    /// <param name="context">[B, S, D]. Borrowed.</param>
    /// <param name="merging">Tokens that self-attention takes together; <see langword="null"/> for none. Taken over.</param>
    /// <returns>[B, T, C]. Caller owns it.</returns>
    public Tensor Forward(Tensor x, Tensor context, TokenMerging? merging = null)
    {
        using var scope = NewDisposeScope();
        var normed = _norm1.Layer(x);
        var h = AttendToSelf(normed, merging).add_(x); // no backward pass reads a linear layer's output, so the sum may take its place
        h = _textAttention.Forward(_norm2.Layer(h), context).add_(h);
        return _feedForward.Forward(_norm3.Layer(h)).add_(h).MoveToOuterDisposeScope();
    }

    private Tensor AttendToSelf(Tensor normed, TokenMerging? merging)
    {
        if (merging is null) return _selfAttention.Forward(normed, normed);
        using (merging)
        {
            using var fewer = merging.Merge(normed);
            using var attended = _selfAttention.Forward(fewer, fewer);
            return merging.Unmerge(attended);
        }
    }
}
