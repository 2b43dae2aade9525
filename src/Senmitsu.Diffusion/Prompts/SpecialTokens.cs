namespace Senmitsu.Diffusion.Prompts;

/// <summary>The ids of a tokenizer that chunking must know.</summary>
/// <param name="Begin">First id of every chunk.</param>
/// <param name="End">Last id of every chunk, and its padding.</param>
/// <param name="Comma">The word <c>,</c>: chunks are preferably cut after one.</param>
public sealed record SpecialTokens(int Begin, int End, int Comma)
{
    /// <summary>CLIP ViT-L/14, the text encoder of Stable Diffusion 1.x (https://huggingface.co/openai/clip-vit-large-patch14, vocab.json).</summary>
    public static SpecialTokens Clip { get; } = new(Begin: 49406, End: 49407, Comma: 267);
}
