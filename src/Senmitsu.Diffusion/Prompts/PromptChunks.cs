using Senmitsu.Diffusion.Prompts.Inversions;

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
    /// <param name="inversions">Words with learned vectors. Their vectors are never divided between chunks; more than fit into one are cut off.</param>
    public static PromptChunks Create(
        WeightedPrompt prompt, Func<string, IReadOnlyList<int>> tokenize, SpecialTokens tokens, int commaBacktrack = DefaultCommaBacktrack, InversionNames? inversions = null)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(tokenize);
        ArgumentNullException.ThrowIfNull(tokens);
        var chunks = new List<PromptChunk>();
        var ids = new List<int>(PromptChunk.Capacity);
        var weights = new List<float>(PromptChunk.Capacity);
        var inserted = new List<InsertedVectors>();
        var lastComma = -1;
        foreach (var part in prompt.Parts)
        {
            if (part.IsBreak)
            {
                Close(ids.Count);
                continue;
            }

            var text = tokenize(part.Text);
            for (var position = 0; position < text.Count;)
            {
                var id = text[position];
                if (id == tokens.Comma)
                    lastComma = ids.Count;
                else if (ids.Count == PromptChunk.Capacity && lastComma >= 0 && ids.Count - lastComma <= commaBacktrack)
                    Close(lastComma + 1);
                if (ids.Count == PromptChunk.Capacity) Close(ids.Count);
                var inversion = inversions?.At(text, position);
                if (inversion is null) Add(id, 1, part);
                else Insert(inversion, part);
                position += inversion?.TokenIds.Count ?? 1;
            }
        }

        var tokenCount = chunks.Count * PromptChunk.Capacity + ids.Count;
        if (ids.Count > 0 || chunks.Count == 0) Close(ids.Count);
        return new(chunks, tokenCount);

        void Add(int id, int count, WeightedText part)
        {
            ids.AddRange(Enumerable.Repeat(id, count));
            weights.AddRange(Enumerable.Repeat((float)part.Weight, count));
        }

        void Insert(InversionName inversion, WeightedText part)
        {
            var count = Math.Min(inversion.Vectors, PromptChunk.Capacity);
            if (ids.Count + count > PromptChunk.Capacity) Close(ids.Count);
            inserted.Add(new(ids.Count + 1, count, inversion.Name));
            Add(0, count, part);
        }

        // Vectors after the cut move with their places into the next chunk; A1111 leaves them behind.
        void Close(int length)
        {
            chunks.Add(PromptChunk.Create(ids[..length], weights[..length], tokens) with { Inserted = [.. inserted.Where(vectors => vectors.Position <= length)] });
            inserted = [.. inserted.Where(vectors => vectors.Position > length).Select(vectors => vectors with { Position = vectors.Position - length })];
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
