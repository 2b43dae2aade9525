namespace Senmitsu.Generation;

/// <summary>How a latent is made visible before it is finished.</summary>
public enum LivePreviewMethod
{
    /// <summary>Decoded where the autoencoder is so small that it costs next to nothing, else <see cref="ApproxCheap"/>.</summary>
    Automatic,

    /// <summary>A fixed linear map of the latent's channels to colours, an eighth of the size (AUTOMATIC1111's "Approx cheap").</summary>
    ApproxCheap,

    /// <summary>Decoded: exact, and as slow as a picture's end each time.</summary>
    Full,
}
