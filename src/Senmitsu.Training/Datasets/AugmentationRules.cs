namespace Senmitsu.Training.Datasets;

/// <summary>How a picture changes each time it is used, with the options of kohya sd-scripts.</summary>
public sealed record AugmentationRules
{
    /// <summary>Mirrors every second use. Default off. Not for characters that differ left and right.</summary>
    public bool Flip { get; init; }

    /// <summary>Shifts hue or gamma a little in a third of the uses. Default off. Not with cached latents.</summary>
    public bool Color { get; init; }

    /// <summary>Cuts at a random place instead of the middle. Default off. Not with cached latents.</summary>
    public bool RandomCrop { get; init; }

    /// <summary>Cuts around the face that the file name gives, <c>name_cx_cy_w_h.png</c>, which then fills this share of the shorter side. Default none. Only without buckets and cached latents.</summary>
    public FaceCropRange? FaceCrop { get; init; }
}
