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

    /// <summary>The ids with another token behind the first end: Stable Diffusion 2.x fills its windows with <c>!</c> (AUTOMATIC1111, modules/sd_hijack_clip.py, process_tokens).</summary>
    /// <param name="padding">The token; <see langword="null"/> leaves the ids as they are.</param>
    /// <param name="tokens">The tokenizer's ids.</param>
    /// <returns>77 ids.</returns>
    public IEnumerable<int> IdsPaddedWith(int? padding, SpecialTokens tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        if (padding is not { } other) return TokenIds;
        var end = TokenIds.TakeWhile(id => id != tokens.End).Count();
        return TokenIds.Select((id, i) => i > end ? other : id);
    }

    internal static PromptChunk Create(IReadOnlyList<int> ids, IReadOnlyList<float> weights, SpecialTokens tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var padding = Capacity - ids.Count;
        return new(
            [tokens.Begin, .. ids, .. Enumerable.Repeat(tokens.End, padding + 1)],
            [1, .. weights, .. Enumerable.Repeat(1f, padding + 1)]);
    }
}
