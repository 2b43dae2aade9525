namespace Senmitsu.Numerics.Images;

/// <summary>Ways to scale a picture, as sd-scripts' <c>resize_interpolation</c> names them.</summary>
public enum ResizeInterpolation
{
    /// <summary>A window of three lobes that widens when shrinking, as Pillow's LANCZOS.</summary>
    Lanczos,

    /// <summary>The nearest pixel, as OpenCV's INTER_NEAREST_EXACT.</summary>
    Nearest,

    /// <summary>Between the two nearest pixels, as OpenCV's INTER_LINEAR; does not average when shrinking.</summary>
    Linear,

    /// <summary>A cubic through the four nearest pixels with a = −0.75, as OpenCV's INTER_CUBIC; does not average when shrinking.</summary>
    Cubic,

    /// <summary>The average of the area each pixel covers, as OpenCV's INTER_AREA.</summary>
    Area,

    /// <summary>The average of the nearest whole pixels, as Pillow's BOX.</summary>
    Box,
}
