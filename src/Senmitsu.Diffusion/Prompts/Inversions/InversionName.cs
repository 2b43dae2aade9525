namespace Senmitsu.Diffusion.Prompts.Inversions;

/// <summary>A word that stands for learned vectors (textual inversion, Gal et al. 2022, 2208.01618).</summary>
/// <param name="Name">The word, as its file is called.</param>
/// <param name="TokenIds">Its tokens, at least one: this is what is looked for in prompts, so letter case does not count.</param>
/// <param name="Vectors">How many token places its vectors take.</param>
public sealed record InversionName(string Name, IReadOnlyList<int> TokenIds, int Vectors);
