using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;

namespace Senmitsu.Generation.Inpainting;

/// <summary>Reads masks: pictures that say by brightness, or if parts of them are transparent by opacity, what is repainted.</summary>
public static class MaskFile
{
    /// <summary>Opacity above which a part is repainted.</summary>
    private const int OpaqueEnough = 128;

    /// <summary>Reads a mask (A1111's <c>create_binary_mask</c>).</summary>
    /// <param name="path">The picture.</param>
    /// <param name="settings">Whether greys are kept.</param>
    /// <returns>Grey: white is repainted, black stays.</returns>
    /// <exception cref="ImageFileException">The file is no sound picture.</exception>
    public static PixelImage Read(string path, InpaintSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (!ImageFile.Verify(path).IsTransparent) return GreyImages.Of(ImageFile.Read(path));
        var alpha = ImageFile.ReadAlpha(path);
        return settings.Rounds ? GreyImages.Map(alpha, value => value > OpaqueEnough ? (byte)255 : (byte)0) : alpha;
    }

    /// <summary>Whether a mask repaints nothing.</summary>
    /// <param name="mask">What <see cref="Read"/> gave.</param>
    /// <param name="settings">Whether it is inverted.</param>
    public static bool IsBlank(PixelImage mask, InpaintSettings settings)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(settings);
        return !mask.Pixels.AsSpan().ContainsAnyExcept(settings.IsInverted ? (byte)255 : (byte)0);
    }
}
