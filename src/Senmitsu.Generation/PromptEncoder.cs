using Senmitsu.Diffusion.Denoisers;
using Senmitsu.Diffusion.Prompts;
using Senmitsu.Diffusion.Prompts.Editing;
using Senmitsu.Generation.Settings;
using Senmitsu.Models;
using Senmitsu.Models.Clip;
using static TorchSharp.torch;

namespace Senmitsu.Generation;

/// <summary>Prompt → text embeddings, by AUTOMATIC1111's rules: AND, editing, weights, 75-token chunks, embeddings, clip skip.</summary>
/// <param name="model">The model. Borrowed.</param>
/// <param name="tokenizer">Its tokenizer.</param>
/// <param name="inversions">Embeddings the prompts name. Borrowed.</param>
public sealed class PromptEncoder(StableDiffusionModel model, ClipTokenizer tokenizer, TextualInversions inversions)
{
    private readonly SpecialTokens _tokens = new(tokenizer.BeginOfText, tokenizer.EndOfText, tokenizer.CommaToken);

    /// <summary>Encodes a prompt for one pass.</summary>
    /// <param name="prompt">Text without LoRA tags and comments.</param>
    /// <param name="timeline">What the numbers of its editing count.</param>
    /// <param name="settings">How it is read.</param>
    /// <param name="clipSkip">1 = last layer.</param>
    /// <returns>An embedding [1, 77·k, D] · model dtype per part and schedule entry. Caller owns it.</returns>
    /// <exception cref="PromptException">The prompt's weights cannot be read.</exception>
    public EncodedPrompt Encode(string prompt, PromptTimeline timeline, PromptSettings settings, int clipSkip) => Encode(PromptComposition.Split(prompt), timeline, settings, clipSkip);

    /// <summary>Encodes a negative prompt for one pass: AND is an ordinary word in it.</summary>
    /// <inheritdoc cref="Encode(string, PromptTimeline, PromptSettings, int)"/>
    public EncodedPrompt EncodeNegative(string prompt, PromptTimeline timeline, PromptSettings settings, int clipSkip) => Encode([new(prompt, 1)], timeline, settings, clipSkip);

    /// <summary>Encodes the empty prompt.</summary>
    /// <param name="clipSkip">1 = last layer.</param>
    /// <returns>[1, 77, D] · model dtype. Caller owns it, outside any scope.</returns>
    public Tensor EncodeEmpty(int clipSkip)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return EncodeChunk([PromptChunk.Empty(_tokens)], [0], EmphasisMode.Original, clipSkip).DetachFromDisposeScope();
    }

    private EncodedPrompt Encode(IReadOnlyList<ComposedText> composed, PromptTimeline timeline, PromptSettings settings, int clipSkip)
    {
        ArgumentNullException.ThrowIfNull(settings);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var parts = new List<GuidedPart>();
        var used = new List<string>();
        var tokenCount = 0;
        foreach (var (text, weight) in composed)
        {
            var schedule = PromptSchedule.Resolve(text, timeline);
            var texts = schedule.Entries.Select(entry => entry.Text).Distinct().ToList();
            var rows = schedule.Entries.Select(entry => texts.IndexOf(entry.Text)).ToArray();
            var chunks = texts.Select(variant => PromptChunks.Create(PromptParser.Parse(variant, settings.Emphasis), tokenizer.Encode, _tokens, settings.CommaBacktrack, inversions.Names)).ToList();
            var embedding = EncodeTexts(chunks, rows, settings.Emphasis, clipSkip); // [U, 77·k, D]
            parts.Add(new(new ScheduledEmbedding([.. schedule.Entries.Select(entry => entry.End)], [.. rows.Select(row => embedding.narrow(0, row, 1))]), weight));
            used.AddRange(chunks.SelectMany(variant => variant.Chunks).SelectMany(chunk => chunk.Inserted).Select(vectors => vectors.Name));
            tokenCount = Math.Max(tokenCount, chunks.Max(variant => variant.TokenCount));
        }

        return new EncodedPrompt(parts, [.. used.Distinct()], tokenCount);
    }

    /// <summary>
    /// Encodes the variants of one prompt together, the shorter ones filled with empty chunks. Emphasis keeps the mean over all schedule
    /// entries, equal ones counted as often as they occur, as in A1111.
    /// </summary>
    /// <param name="variants">The different texts.</param>
    /// <param name="rows">Index of each schedule entry's text.</param>
    /// <param name="emphasis">What weights do.</param>
    /// <param name="clipSkip">1 = last layer.</param>
    /// <returns>[U, 77·k, D] · model dtype, one row per variant.</returns>
    private Tensor EncodeTexts(IReadOnlyList<PromptChunks> variants, int[] rows, EmphasisMode emphasis, int clipSkip)
    {
        var count = variants.Max(variant => variant.Chunks.Count);
        var padded = variants.Select(variant => variant.PadTo(count, _tokens)).ToList();
        return cat([.. Enumerable.Range(0, count).Select(i => EncodeChunk([.. padded.Select(variant => variant.Chunks[i])], rows, emphasis, clipSkip))], 1);
    }

    private Tensor EncodeChunk(IReadOnlyList<PromptChunk> chunks, int[] rows, EmphasisMode emphasis, int clipSkip)
    {
        using var scope = NewDisposeScope();
        var ids = tensor(chunks.SelectMany(chunk => chunk.IdsPaddedWith(model.TextEncoder.Config.Padding, _tokens)).Select(id => (long)id).ToArray(), device: model.Device).view(chunks.Count, -1); // [U, 77]
        var vectors = chunks.SelectMany((chunk, row) => chunk.Inserted.Select(place => new TokenVectors(row, place.Position, inversions.Vectors(place.Name)))).ToList();
        var embedding = model.TextEncoder.Forward(ids, model.TextEncoder.Config.IsOpenClip ? 1 : clipSkip, vectors); // [U, 77, D]
        if (!chunks.Any(chunk => chunk.IsWeighted)) return embedding.MoveToOuterDisposeScope();

        var all = embedding.index_select(0, tensor(rows.Select(row => (long)row).ToArray(), device: model.Device)); // [entries, 77, D]
        var weights = tensor(rows.SelectMany(row => chunks[row].Weights).ToArray()).view(rows.Length, -1);
        var first = chunks.Select((_, variant) => (long)Array.IndexOf(rows, variant)).ToArray();
        return Emphasis.Apply(all, weights, emphasis).index_select(0, tensor(first, device: model.Device)).MoveToOuterDisposeScope();
    }
}
