namespace Senmitsu.Studio.Datasets;

/// <summary>How many pictures have a size.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Count">Pictures.</param>
public sealed record SizeCount(int Width, int Height, int Count);
