using Senmitsu.Numerics.Images;

namespace Senmitsu.Training.Datasets;

/// <summary>One picture of a training set.</summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="Size">Pixels after EXIF orientation.</param>
/// <param name="Repeats">How often the picture is used in an epoch, at least 1.</param>
/// <param name="Caption">One line of text, or with wildcards several; may be empty.</param>
/// <param name="CaptionPath">The file the caption came from; null where the folder's name stands in.</param>
public sealed record TrainingImage(string Path, ImageSize Size, int Repeats, string Caption, string? CaptionPath)
{
    /// <summary>Whether EXIF orientation turned or mirrored the stored pixels, which sd-scripts ignores.</summary>
    public bool IsTurned { get; init; }

    /// <summary>Whether any pixel is not opaque; without masks, whatever colour is hidden there is trained.</summary>
    public bool IsTransparent { get; init; }

    /// <summary>The picture that says which parts are learned, or null.</summary>
    public string? MaskPath { get; init; }
}
