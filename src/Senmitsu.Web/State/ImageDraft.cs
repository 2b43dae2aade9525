using Senmitsu.Generation.Settings;

namespace Senmitsu.Web.State;

/// <summary>What stands in the fields of img2img.</summary>
public sealed record ImageDraft
{
    /// <summary>The fields that txt2img has too.</summary>
    public Draft Common { get; init; } = new();

    /// <summary>Id in the gallery of the picture to start from; <see langword="null"/> for an uploaded one, or none.</summary>
    public long? PictureId { get; init; }

    /// <summary>Name of the uploaded picture to start from; <see langword="null"/> for one of the gallery, or none.</summary>
    public string? Upload { get; init; }

    /// <summary>What is done with it.</summary>
    public SourceTab Tab { get; init; }

    /// <summary>Name of the uploaded mask; <see langword="null"/> for none. A painted one is kept by the browser.</summary>
    public string? MaskUpload { get; init; }

    /// <summary>Width of the brush for masks in pixels of the picture.</summary>
    public int BrushSize { get; init; } = 40;

    /// <summary>Whether the size is a factor of the picture's.</summary>
    public bool ResizesBy { get; init; }

    /// <summary>The factor.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>The settings of the picture in the making.</summary>
    public GenerationSettings Settings => Common.Settings;
}
