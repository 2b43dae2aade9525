namespace Senmitsu.Diffusion.Prompts.Inversions;

/// <summary>Places in a window that learned vectors take.</summary>
/// <param name="Position">The first, counted from the window's begin token.</param>
/// <param name="Count">How many.</param>
/// <param name="Name">The word they belong to.</param>
public sealed record InsertedVectors(int Position, int Count, string Name);
