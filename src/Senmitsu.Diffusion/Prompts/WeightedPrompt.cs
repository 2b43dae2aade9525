namespace Senmitsu.Diffusion.Prompts;

/// <summary>A prompt taken apart into weighted texts.</summary>
/// <param name="Parts">At least one; neighbours have different weights.</param>
/// <param name="Notes">Unbalanced brackets and other likely slips; empty if there are none.</param>
public sealed record WeightedPrompt(IReadOnlyList<WeightedText> Parts, IReadOnlyList<PromptNote> Notes);
