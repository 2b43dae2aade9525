using Senmitsu.Generation.Settings;

namespace Senmitsu.Generation;

/// <summary>Sizes of a hires fix (A1111's <c>calculate_target_resolution</c>).</summary>
/// <param name="Width">Pixels across after enlarging, before the excess is cut.</param>
/// <param name="Height">Pixels down after enlarging, before the excess is cut.</param>
/// <param name="CutColumns">Latent columns to cut.</param>
/// <param name="CutRows">Latent rows to cut.</param>
public readonly record struct HiresSize(int Width, int Height, int CutColumns, int CutRows)
{
    private const int Step = GenerationSettings.SizeStep;

    /// <summary>Sizes for a first pass of some size.</summary>
    public static HiresSize Create(int width, int height, HiresSettings hires)
    {
        int targetWidth = hires.ResizeWidth, targetHeight = hires.ResizeHeight;
        return (targetWidth, targetHeight) switch
        {
            (0, 0) => new((int)(width * hires.Scale), (int)(height * hires.Scale), 0, 0),
            (_, 0) => new(targetWidth, (int)((long)targetWidth * height / width), 0, 0),
            (0, _) => new((int)((long)targetHeight * width / height), targetHeight, 0, 0),
            _ when (long)width * targetHeight < (long)targetWidth * height => Covering(targetWidth, (int)((long)targetWidth * height / width)),
            _ => Covering((int)((long)targetHeight * width / height), targetHeight),
        };

        HiresSize Covering(int enlargedWidth, int enlargedHeight) =>
            new(enlargedWidth, enlargedHeight, (enlargedWidth - targetWidth) / Step, (enlargedHeight - targetHeight) / Step);
    }
}
