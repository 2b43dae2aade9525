using Senmitsu.Diffusion.Denoisers;

namespace Senmitsu.Generation;

/// <summary>A prompt as text embeddings, ready to guide. Owns them.</summary>
/// <param name="parts">One, or those joined by AND.</param>
/// <param name="inversions">Names of the embeddings it uses, each once.</param>
/// <param name="tokenCount">Tokens of its longest part as A1111's counter shows them.</param>
public sealed class EncodedPrompt(IReadOnlyList<GuidedPart> parts, IReadOnlyList<string> inversions, int tokenCount) : IDisposable
{
    /// <summary>One, or those joined by AND.</summary>
    public IReadOnlyList<GuidedPart> Parts { get; } = parts;

    /// <summary>Names of the embeddings it uses, each once.</summary>
    public IReadOnlyList<string> Inversions { get; } = inversions;

    /// <summary>Tokens of its longest part as A1111's counter shows them.</summary>
    public int TokenCount { get; } = tokenCount;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in Parts) part.Embedding.Dispose();
    }
}
