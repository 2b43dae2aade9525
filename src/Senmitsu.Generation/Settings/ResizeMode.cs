namespace Senmitsu.Generation.Settings;

/// <summary>How an img2img input is brought to the picture's size; AUTOMATIC1111's numbers.</summary>
public enum ResizeMode
{
    /// <summary>Stretched.</summary>
    JustResize = 0,

    /// <summary>Scaled to cover, centre kept.</summary>
    CropAndResize = 1,

    /// <summary>Scaled to fit; the bands repeat the edge pixels.</summary>
    ResizeAndFill = 2,

    /// <summary>Encoded at its own size, the latent stretched.</summary>
    LatentUpscale = 3,
}
