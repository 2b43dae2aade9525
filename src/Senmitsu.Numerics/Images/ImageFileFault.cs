namespace Senmitsu.Numerics.Images;

/// <summary>The ways an image file can be wrong.</summary>
public enum ImageFileFault
{
    /// <summary>The file is missing or the system refuses to read it.</summary>
    Unreadable,

    /// <summary>The file is empty or its content is no PNG, JPEG, WebP, BMP or GIF picture.</summary>
    NotAnImage,

    /// <summary>The file ends before the last pixel.</summary>
    Truncated,

    /// <summary>The content contradicts itself.</summary>
    Damaged,

    /// <summary>The picture has more pixels than <see cref="ImageFile.MaxPixels"/>.</summary>
    TooLarge,
}
