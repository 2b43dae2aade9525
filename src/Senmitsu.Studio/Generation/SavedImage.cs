namespace Senmitsu.Studio.Generation;

/// <summary>A picture on disk.</summary>
/// <param name="Path">The PNG file.</param>
/// <param name="Seed">The seed that makes it again.</param>
/// <param name="Infotext">How it was made.</param>
public sealed record SavedImage(string Path, long Seed, string Infotext);
