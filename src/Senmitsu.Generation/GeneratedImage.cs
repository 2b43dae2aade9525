using Senmitsu.Formats.Infotext;
using Senmitsu.Numerics.Images;

namespace Senmitsu.Generation;

/// <summary>A finished picture.</summary>
/// <param name="Image">8-bit RGB.</param>
/// <param name="Seed">The seed that makes it again.</param>
/// <param name="Infotext">How it was made.</param>
public sealed record GeneratedImage(PixelImage Image, long Seed, Infotext Infotext);
