namespace Senmitsu.Numerics.Images;

/// <summary>Width and height in pixels.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
public readonly record struct ImageSize(int Width, int Height)
{
    /// <summary>Pixels in all.</summary>
    public long Area => (long)Width * Height;

    /// <summary>Width divided by height.</summary>
    public double AspectRatio => (double)Width / Height;

    /// <summary>As in "512x768".</summary>
    public override string ToString() => $"{Width}x{Height}";
}
