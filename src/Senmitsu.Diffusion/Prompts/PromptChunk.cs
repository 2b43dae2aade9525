using Senmitsu.Diffusion.Prompts.Inversions;

namespace Senmitsu.Diffusion.Prompts;

/// <summary>One window of the text encoder.</summary>
/// <param name="TokenIds">77 ids: begin, 75 of the prompt or padding, end.</param>
/// <param name="Weights">77 factors, 1 for begin, end and padding.</param>
public sealed record PromptChunk(IReadOnlyList<int> TokenIds, IReadOnlyList<float> Weights)
{
    /// <summary>Ids of a window, begin and end included.</summary>
    public const int Length = 77;

    /// <summary>Ids of the prompt in a window.</summary>
    public const int Capacity = Length - 2;

    /// <summary>Where learned vectors stand instead of tokens.</summary>
    public IReadOnlyList<InsertedVectors> Inserted { get; init; } = [];

    /// <summary>True if some weight is not 1.</summary>
    public bool IsWeighted => Weights.Any(weight => weight != 1);

    /// <summary>The window of the empty prompt.</summary>
    public static PromptChunk Empty(SpecialTokens tokens) => Create([], [], tokens);

    internal static PromptChunk Create(IReadOnlyList<int> ids, IReadOnlyList<float> weights, SpecialTokens tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var padding = Capacity - ids.Count;
        return new(
            [tokens.Begin, .. ids, .. Enumerable.Repeat(tokens.End, padding + 1)],
            [1, .. weights, .. Enumerable.Repeat(1f, padding + 1)]);
    }
}
