namespace Senmitsu.Studio.Tokenizers;

/// <summary>CLIP's tokenizer is missing and cannot be had.</summary>
/// <param name="fault">Why.</param>
/// <param name="message">Why, and what to do, for people.</param>
/// <param name="inner">The fault below, if any.</param>
public sealed class TokenizerException(TokenizerFault fault, string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>Why the tokenizer is missing.</summary>
    public TokenizerFault Fault { get; } = fault;
}
