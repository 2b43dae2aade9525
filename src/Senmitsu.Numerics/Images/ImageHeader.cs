namespace Senmitsu.Numerics.Images;

/// <summary>What is known of a picture besides its pixels.</summary>
/// <param name="Size">Width and height after EXIF orientation.</param>
/// <param name="IsTurned">Whether EXIF orientation turns or mirrors the stored pixels.</param>
/// <param name="IsTransparent">Whether any pixel is not opaque.</param>
public readonly record struct ImageHeader(ImageSize Size, bool IsTurned, bool IsTransparent);
