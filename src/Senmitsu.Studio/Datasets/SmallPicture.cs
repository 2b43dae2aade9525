namespace Senmitsu.Studio.Datasets;

/// <summary>A picture with fewer pixels than are trained.</summary>
/// <param name="Path">The file.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record SmallPicture(string Path, int Width, int Height);
