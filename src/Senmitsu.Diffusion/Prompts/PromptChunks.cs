namespace Senmitsu.Diffusion.Prompts;

/// <summary>A prompt as windows of 77 tokens, cut as AUTOMATIC1111 cuts: at BREAK, and preferably after a comma.</summary>
/// <param name="Chunks">At least one.</param>
/// <param name="TokenCount">What A1111's counter shows: 75 for every full or broken-off chunk, and the tokens of the last.</param>
public sealed record PromptChunks(IReadOnlyList<PromptChunk> Chunks, int TokenCount)
{
    /// <summary>A1111's <c>comma_padding_backtrack</c>: a chunk may end up to this many tokens early if a comma stands there.</summary>
    public const int DefaultCommaBacktrack = 20;

    /// <summary>Tokenizes each weighted text by itself, as A1111 does, and distributes the tokens over chunks.</summary>
    /// <param name="prompt">The parsed prompt.</param>
    /// <param name="tokenize">Ids of a text without begin, end, padding or limit.</param>
    /// <param name="tokens">The tokenizer's special ids.</param>
    /// <param name="commaBacktrack">0 cuts exactly after 75 tokens.</param>
    public static PromptChunks Create(WeightedPrompt prompt, Func<string, IReadOnlyList<int>> tokenize, SpecialTokens tokens, int commaBacktrack = DefaultCommaBacktrack)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(tokenize);
        ArgumentNullException.ThrowIfNull(tokens);
        var chunks = new List<PromptChunk>();
        var ids = new List<int>(PromptChunk.Capacity);
        var weights = new List<float>(PromptChunk.Capacity);
        var lastComma = -1;
        foreach (var part in prompt.Parts)
        {
            if (part.IsBreak)
            {
                Close(ids.Count);
                continue;
            }

            foreach (var id in tokenize(part.Text))
            {
                if (id == tokens.Comma)
                    lastComma = ids.Count;
                else if (ids.Count == PromptChunk.Capacity && lastComma >= 0 && ids.Count - lastComma <= commaBacktrack)
                    Close(lastComma + 1);
                if (ids.Count == PromptChunk.Capacity) Close(ids.Count);
                ids.Add(id);
                weights.Add((float)part.Weight);
            }
        }

        var tokenCount = chunks.Count * PromptChunk.Capacity + ids.Count;
        if (ids.Count > 0 || chunks.Count == 0) Close(ids.Count);
        return new(chunks, tokenCount);

        void Close(int length)
        {
            chunks.Add(PromptChunk.Create(ids[..length], weights[..length], tokens));
            ids.RemoveRange(0, length);
            weights.RemoveRange(0, length);
            lastComma = -1;
        }
    }

    /// <summary>The same prompt with empty chunks appended, so that all texts of a batch are equally long.</summary>
    /// <param name="count">Chunks wanted, not fewer than there are.</param>
    /// <param name="tokens">The tokenizer's special ids.</param>
    public PromptChunks PadTo(int count, SpecialTokens tokens)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, Chunks.Count);
        return this with { Chunks = [.. Chunks, .. Enumerable.Repeat(PromptChunk.Empty(tokens), count - Chunks.Count)] };
    }
}
