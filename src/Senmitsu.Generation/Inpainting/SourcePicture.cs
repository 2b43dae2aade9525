using Senmitsu.Numerics.Images;

namespace Senmitsu.Generation.Inpainting;

/// <summary>What img2img starts from.</summary>
/// <param name="Image">The picture.</param>
/// <param name="Mask">Grey, white is repainted, any size; <see langword="null"/> for none.</param>
public sealed record SourcePicture(PixelImage Image, PixelImage? Mask = null)
{
    /// <summary>The picture whose colours a result gets, if it gets any; <see langword="null"/> for <see cref="Image"/> as it is brought to size. Any size.</summary>
    public PixelImage? Colors { get; init; }
}
