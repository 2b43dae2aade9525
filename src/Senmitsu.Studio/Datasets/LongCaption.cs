namespace Senmitsu.Studio.Datasets;

/// <summary>A caption whose end is not trained.</summary>
/// <param name="Path">The picture.</param>
/// <param name="Tokens">Tokens of the caption.</param>
public sealed record LongCaption(string Path, int Tokens);
