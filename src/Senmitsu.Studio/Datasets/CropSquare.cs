using Senmitsu.Numerics.Images;

namespace Senmitsu.Studio.Datasets;

/// <summary>A square part of a picture.</summary>
/// <param name="Left">Pixels left of it.</param>
/// <param name="Top">Pixels above it.</param>
/// <param name="Side">Its width and height, pixels.</param>
public sealed record CropSquare(int Left, int Top, int Side)
{
    /// <summary>The nearest square that lies within a picture.</summary>
    /// <param name="size">The picture's size.</param>
    public CropSquare Within(ImageSize size)
    {
        var side = Math.Clamp(Side, 1, Math.Min(size.Width, size.Height));
        return new(Math.Clamp(Left, 0, size.Width - side), Math.Clamp(Top, 0, size.Height - side), side);
    }
}
