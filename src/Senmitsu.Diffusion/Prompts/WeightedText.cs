namespace Senmitsu.Diffusion.Prompts;

/// <summary>A run of prompt text with one weight, or a chunk break.</summary>
/// <param name="Text">The text without its brackets; <c>BREAK</c> for a break.</param>
/// <param name="Weight">Factor of its tokens' embeddings, 1 = as is; −1 for a break.</param>
public readonly record struct WeightedText(string Text, double Weight)
{
    /// <summary>The word that ends a chunk of 75 tokens early.</summary>
    public const string BreakWord = "BREAK";

    /// <summary>True if this is not text but the end of a chunk. A BREAK inside brackets is not: its weight was multiplied, so it is read as a word.</summary>
    public bool IsBreak => Text == BreakWord && Weight == -1;

    internal static WeightedText Break { get; } = new(BreakWord, -1);
}
