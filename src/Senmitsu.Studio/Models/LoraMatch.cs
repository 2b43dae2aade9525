namespace Senmitsu.Studio.Models;

/// <summary>What a LoRA's name in a prompt led to.</summary>
/// <param name="Path">The file, or <see langword="null"/> when there is none.</param>
/// <param name="Note">What the user should know: that there is none, or that there are several.</param>
public sealed record LoraMatch(string? Path, string? Note);
