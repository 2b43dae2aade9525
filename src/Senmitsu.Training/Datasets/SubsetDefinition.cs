using Senmitsu.Numerics.Images;

namespace Senmitsu.Training.Datasets;

/// <summary>A folder of pictures and how they are used, before any is looked at.</summary>
public sealed record SubsetDefinition
{
    /// <summary>Full path of the folder.</summary>
    public string Folder { get; init; } = "";

    /// <summary>How often each picture is used in an epoch, at least 1.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>True for pictures of what the model knows already, so that it keeps it (Ruiz et al. 2023, §4.3, prior preservation).</summary>
    public bool IsRegularization { get; init; }

    /// <summary>The caption of pictures without one; null where nobody gave it.</summary>
    public string? ClassTokens { get; init; }

    /// <summary>Ending of the caption files, with its dot.</summary>
    public string CaptionExtension { get; init; } = ImageFolder.DefaultCaptionExtension;

    /// <summary>Full path of a file that names the pictures and their captions, instead of caption files; null for none.</summary>
    public string? MetadataPath { get; init; }

    /// <summary>How captions are varied.</summary>
    public CaptionRules Captions { get; init; } = new();

    /// <summary>How pictures are varied.</summary>
    public AugmentationRules Augmentation { get; init; } = new();

    /// <summary>Learn each pixel as much as it is opaque.</summary>
    public bool AlphaMask { get; init; }

    /// <summary>Full path of a folder of masks of the pictures' names: white is learned, black is not. Null for none.</summary>
    public string? MaskFolder { get; init; }

    /// <summary>How pictures are scaled; null chooses area averaging to shrink and Lanczos to enlarge.</summary>
    public ResizeInterpolation? Interpolation { get; init; }
}
