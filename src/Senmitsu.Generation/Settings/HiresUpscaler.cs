namespace Senmitsu.Generation.Settings;

/// <summary>How the first pass of a hires fix is enlarged.</summary>
public enum HiresUpscaler
{
    /// <summary>Latent, bilinear.</summary>
    Latent,

    /// <summary>Latent, bilinear, averaging when shrinking.</summary>
    LatentAntialiased,

    /// <summary>Latent, bicubic.</summary>
    LatentBicubic,

    /// <summary>Latent, bicubic, averaging when shrinking.</summary>
    LatentBicubicAntialiased,

    /// <summary>Latent, nearest by PyTorch's old rule.</summary>
    LatentNearest,

    /// <summary>Latent, nearest by pixel centres.</summary>
    LatentNearestExact,

    /// <summary>The decoded picture, by Lanczos in one go, as A1111's "None" ends up doing.</summary>
    None,

    /// <summary>The decoded picture, by Lanczos.</summary>
    Lanczos,

    /// <summary>The decoded picture, by nearest pixel.</summary>
    Nearest,

    /// <summary>The decoded picture, by a network of the ESRGAN family.</summary>
    Model,
}
