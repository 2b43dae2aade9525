using Senmitsu.Diffusion.Prompts;
using Senmitsu.Models.Clip;
using static TorchSharp.torch;

namespace Senmitsu.Training;

/// <summary>The captions of a batch as token ids and weights. Owns both tensors.</summary>
public sealed class CaptionTokens : IDisposable
{
    private CaptionTokens(Tensor ids, Tensor? weights) => (Ids, Weights) = (ids, weights);

    /// <summary>[B, 77], or [B, n, 77] for long captions · int64.</summary>
    public Tensor Ids { get; }

    /// <summary>Weight of each token in the shape of the ids · float32; null = 1.</summary>
    public Tensor? Weights { get; }

    /// <summary>Encodes the captions of a batch on the CPU.</summary>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="captions">Captions as they are trained.</param>
    /// <param name="maxTokenLength">150 or 225; null = 75 in one window.</param>
    /// <param name="isWeighted">
    /// Brackets weigh, as in prompts (sd-scripts <c>weighted_captions</c>): (a) ·1.1, [a] ÷1.1, (a:1.3) ·1.3. BREAK is a word.
    /// </param>
    /// <param name="padding">The id that pads; <see langword="null"/> for the end token (<see cref="ClipTextConfig.Padding"/>).</param>
    /// <exception cref="PromptException">A weight is not a number, as in <c>(a:1.2.3)</c>.</exception>
    public static CaptionTokens Encode(ClipTokenizer tokenizer, IReadOnlyList<string> captions, int? maxTokenLength, bool isWeighted, int? padding = null)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(captions);
        using var scope = NewDisposeScope();
        var chunks = maxTokenLength is { } length ? length / ClipTokenizer.ChunkLength : 1;
        long[] shape = maxTokenLength is null ? [captions.Count, ClipTokenizer.ContextLength] : [captions.Count, chunks, ClipTokenizer.ContextLength];
        if (!isWeighted)
        {
            var plain = captions.SelectMany(caption => maxTokenLength is { } most ? tokenizer.EncodeKohyaChunks(caption, most, padding).SelectMany(chunk => chunk) : tokenizer.EncodePadded(caption, padding: padding));
            return new(tensor(plain.ToArray(), ScalarType.Int64).view(shape).DetachFromDisposeScope(), null);
        }

        var windows = captions.SelectMany(caption => Windows(tokenizer, caption, chunks, padding)).ToList();
        return new(
            tensor(windows.SelectMany(window => window.Ids).ToArray(), ScalarType.Int64).view(shape).DetachFromDisposeScope(),
            tensor(windows.SelectMany(window => window.Weights).ToArray()).view(shape).DetachFromDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Ids.Dispose();
        Weights?.Dispose();
    }

    /// <summary>The text between brackets is encoded piece by piece; what exceeds the windows is cut off.</summary>
    private static IEnumerable<(int[] Ids, float[] Weights)> Windows(ClipTokenizer tokenizer, string caption, int chunks, int? padding)
    {
        var body = PromptParser.Parse(caption).Parts
            .SelectMany(part => tokenizer.Encode(part.Text).Select(id => (Id: id, Weight: part.IsBreak ? 1f : (float)part.Weight)))
            .Take(chunks * ClipTokenizer.ChunkLength).ToList();
        for (var i = 0; i < chunks; i++)
        {
            var ids = new int[ClipTokenizer.ContextLength];
            var weights = new float[ClipTokenizer.ContextLength];
            Array.Fill(ids, padding ?? tokenizer.EndOfText);
            Array.Fill(weights, 1);
            ids[0] = tokenizer.BeginOfText;
            var start = i * ClipTokenizer.ChunkLength;
            var count = Math.Clamp(body.Count - start, 0, ClipTokenizer.ChunkLength);
            for (var j = 0; j < count; j++) (ids[j + 1], weights[j + 1]) = body[start + j];
            ids[count + 1] = tokenizer.EndOfText;
            yield return (ids, weights);
        }
    }
}
