using Senmitsu.Models.Clip;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Training;

/// <summary>Captions → text embedding as sd-scripts' trainer makes it (library/strategy_sd.py, SdTextEncodingStrategy).</summary>
public static class TextConditioning
{
    /// <summary>Encodes chunks of 77 tokens and joins them: first start state, 75 states of each chunk, last end state.</summary>
    /// <param name="encoder">The text encoder. Borrowed.</param>
    /// <param name="tokenIds">[B, 77], or [B, n, 77] for long captions · int64. Borrowed.</param>
    /// <param name="clipSkip">1 = last layer.</param>
    /// <param name="tokenWeights">Factor of each token's state in the shape of the ids · float32; 1 at the first and last of a chunk. Null = 1. The mean is not restored. Borrowed.</param>
    /// <returns>[B, 77, D], or [B, 75n + 2, D]. Caller owns it.</returns>
    public static Tensor Encode(ClipTextEncoder encoder, Tensor tokenIds, int clipSkip, Tensor? tokenWeights = null)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(tokenIds);
        if (tokenIds.dim() == 2)
        {
            if (tokenWeights is null) return encoder.Forward(tokenIds, clipSkip);
            using var unweighted = encoder.Forward(tokenIds, clipSkip);
            return Weighted(unweighted, tokenWeights);
        }

        TensorShape.Require(tokenIds, "B n T", nameof(tokenIds));
        using var scope = NewDisposeScope();
        long batch = tokenIds.shape[0], chunks = tokenIds.shape[1], window = tokenIds.shape[2];
        var states = encoder.Forward(tokenIds.reshape(batch * chunks, window), clipSkip);
        states = states.view(batch, chunks, window, states.shape[2]); // [B, n, 77, D]
        if (tokenWeights is not null) states = Weighted(states, tokenWeights);
        var parts = new List<Tensor> { states.select(1, 0).narrow(1, 0, 1) };
        for (var i = 0; i < chunks; i++) parts.Add(states.select(1, i).narrow(1, 1, window - 2));
        parts.Add(states.select(1, chunks - 1).narrow(1, window - 1, 1));
        return cat(parts, 1).MoveToOuterDisposeScope();
    }

    private static Tensor Weighted(Tensor states, Tensor tokenWeights)
    {
        using var scope = NewDisposeScope();
        return (states * tokenWeights.unsqueeze(-1).to(states.dtype)).MoveToOuterDisposeScope();
    }
}
