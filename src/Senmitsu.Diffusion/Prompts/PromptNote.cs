namespace Senmitsu.Diffusion.Prompts;

/// <summary>Something legal in a prompt that its writer probably did not mean.</summary>
/// <param name="Position">0-based index of the character concerned.</param>
/// <param name="Message">What it does.</param>
public sealed record PromptNote(int Position, string Message);
