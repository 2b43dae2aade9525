using Senmitsu.Numerics.Images;

namespace Senmitsu.Studio.Gallery;

/// <summary>A small picture.</summary>
/// <param name="Path">The JPEG file.</param>
/// <param name="Look">What the picture looks like, if it was made just now.</param>
internal sealed record Thumbnail(string Path, PerceptualHash? Look);
