namespace Senmitsu.Generation;

/// <summary>A file with learned vectors and the word that calls them.</summary>
/// <param name="Name">The word: the file's name without its ending.</param>
/// <param name="Path">The file.</param>
public sealed record InversionFile(string Name, string Path);
