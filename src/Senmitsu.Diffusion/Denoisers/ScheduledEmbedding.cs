using Senmitsu.Diffusion.Prompts.Editing;
using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Denoisers;

/// <summary>The text embedding of a prompt at every denoiser call. Owns its references to the embeddings.</summary>
public sealed class ScheduledEmbedding : IDisposable
{
    private readonly int[] _ends;
    private readonly Tensor[] _embeddings;

    /// <summary>An embedding per entry of a prompt's schedule.</summary>
    /// <param name="ends">Last call of each entry, counted from 1, rising; at least one.</param>
    /// <param name="embeddings">[1 or B, 77·k, D] · model · one per end, all of one shape. Borrowed, kept alive by this object.</param>
    public ScheduledEmbedding(IReadOnlyList<int> ends, IReadOnlyList<Tensor> embeddings)
    {
        ArgumentNullException.ThrowIfNull(ends);
        ArgumentNullException.ThrowIfNull(embeddings);
        if (ends.Count == 0 || ends.Count != embeddings.Count) throw new ArgumentException($"one embedding per end, at least one: got {embeddings.Count} for {ends.Count} ends", nameof(embeddings));
        if (embeddings.FirstOrDefault(embedding => embedding.dim() != 3 || !embedding.shape.SequenceEqual(embeddings[0].shape)) is { } other)
            throw new ArgumentException($"text embeddings must be [B, T, D] of one shape, got [{string.Join(", ", embeddings[0].shape)}] and [{string.Join(", ", other.shape)}]", nameof(embeddings));

        _ends = [.. ends];
        _embeddings = [.. embeddings.Select(embedding => embedding.alias().DetachFromDisposeScope())];
    }

    /// <summary>The same embedding at every call.</summary>
    /// <param name="embedding">[1 or B, 77·k, D] · model. Borrowed, kept alive by this object.</param>
    public static ScheduledEmbedding Constant(Tensor embedding) => new([0], [embedding]);

    /// <summary>The embedding of a call.</summary>
    /// <param name="call">Counted from 0.</param>
    /// <returns>[1 or B, 77·k, D] · model. Borrowed.</returns>
    public Tensor At(int call) => _embeddings[PromptSchedule.IndexAt(_ends, call)];

    /// <summary>Frees the references to the embeddings.</summary>
    public void Dispose()
    {
        foreach (var embedding in _embeddings) embedding.Dispose();
    }
}
