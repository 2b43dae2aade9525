namespace Senmitsu.Generation.Settings;

/// <summary>What lies under the mask before sampling; AUTOMATIC1111's numbers.</summary>
public enum MaskedContent
{
    /// <summary>The colours around it, blurred.</summary>
    Fill = 0,

    /// <summary>The picture itself.</summary>
    Original = 1,

    /// <summary>Noise of the picture's seed, in the latent.</summary>
    LatentNoise = 2,

    /// <summary>Zeros, in the latent.</summary>
    LatentNothing = 3,
}
