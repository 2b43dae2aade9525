using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Prompts;

/// <summary>Applies prompt weights to a text embedding, as AUTOMATIC1111's emphasis modes do.</summary>
public static class Emphasis
{
    /// <summary>
    /// Scales each token's embedding by its weight, then the whole so that its mean is what it was. The mean is one number over batch,
    /// tokens and channels of this chunk, so texts encoded together influence each other, as in A1111.
    /// </summary>
    /// <param name="textEmbedding">[B, 77, D] · model · one chunk of each text. Borrowed.</param>
    /// <param name="weights">[B, 77] · float32 · token weights. Borrowed.</param>
    /// <param name="mode">Without norm the mean is not restored; modes that apply no weights return the embedding.</param>
    /// <returns>[B, 77, D] · type and device of the embedding. Caller owns it.</returns>
    public static Tensor Apply(Tensor textEmbedding, Tensor weights, EmphasisMode mode = EmphasisMode.Original)
    {
        ArgumentNullException.ThrowIfNull(textEmbedding);
        ArgumentNullException.ThrowIfNull(weights);
        if (textEmbedding.dim() != 3 || weights.dim() != 2 || !textEmbedding.shape.AsSpan(0, 2).SequenceEqual(weights.shape))
            throw new ArgumentException($"weights must be [B, T] of an embedding [B, T, D], got [{string.Join(", ", weights.shape)}] and [{string.Join(", ", textEmbedding.shape)}]", nameof(weights));

        if (mode is EmphasisMode.Ignore or EmphasisMode.None) return textEmbedding.alias();

        using var scope = NewDisposeScope();
        var original = textEmbedding.to(ScalarType.Float32);
        var weighted = original * weights.to(ScalarType.Float32, textEmbedding.device).unsqueeze(2); // [B, 77, 1]
        var restored = mode == EmphasisMode.NoNorm ? weighted : weighted * (original.mean() / weighted.mean());
        return restored.to(textEmbedding.dtype).MoveToOuterDisposeScope();
    }
}
