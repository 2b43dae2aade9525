using Senmitsu.Diffusion.Prompts;
using Senmitsu.Models;
using Senmitsu.Models.Clip;
using static TorchSharp.torch;

namespace Senmitsu.Generation;

/// <summary>Prompt → text embedding, by AUTOMATIC1111's rules: weights, 75-token chunks, clip skip.</summary>
/// <param name="model">The model. Borrowed.</param>
/// <param name="tokenizer">Its tokenizer.</param>
public sealed class PromptEncoder(StableDiffusionModel model, ClipTokenizer tokenizer)
{
    private readonly SpecialTokens _tokens = new(tokenizer.BeginOfText, tokenizer.EndOfText, tokenizer.CommaToken);

    /// <summary>Encodes one prompt.</summary>
    /// <param name="prompt">Text without LoRA tags.</param>
    /// <param name="clipSkip">1 = last layer.</param>
    /// <returns>[1, 77·k, D] · model dtype. Caller owns it.</returns>
    /// <exception cref="PromptException">The prompt's weights cannot be read.</exception>
    public Tensor Encode(string prompt, int clipSkip)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var chunks = PromptChunks.Create(PromptParser.Parse(prompt), tokenizer.Encode, _tokens);
        var parts = chunks.Chunks.Select(chunk => EncodeChunk(chunk, clipSkip)).ToList();
        return cat(parts, 1).MoveToOuterDisposeScope();
    }

    private Tensor EncodeChunk(PromptChunk chunk, int clipSkip)
    {
        var ids = tensor(chunk.TokenIds.Select(id => (long)id).ToArray(), device: model.Device).unsqueeze(0); // [1, 77]
        var embedding = model.TextEncoder.Forward(ids, clipSkip);
        return chunk.IsWeighted ? Emphasis.Apply(embedding, tensor(chunk.Weights.ToArray()).unsqueeze(0)) : embedding;
    }
}
