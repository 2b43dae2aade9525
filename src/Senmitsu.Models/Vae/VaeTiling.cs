namespace Senmitsu.Models.Vae;

/// <summary>When the autoencoder works in bands, which saves memory with large pictures.</summary>
public enum VaeTiling
{
    /// <summary>With pictures of more than <see cref="VaeTilings.LargestWhole"/> pixels; in float32 of more than <see cref="VaeTilings.LargestWholeInFloat32"/>.</summary>
    Auto,

    /// <summary>Always.</summary>
    On,

    /// <summary>Never.</summary>
    Off,
}
