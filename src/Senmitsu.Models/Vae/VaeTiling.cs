namespace Senmitsu.Models.Vae;

/// <summary>When the autoencoder works in bands, which saves memory with large pictures.</summary>
public enum VaeTiling
{
    /// <summary>With pictures of more than <see cref="VaeTilings.LargestWhole"/> pixels.</summary>
    Auto,

    /// <summary>Always.</summary>
    On,

    /// <summary>Never.</summary>
    Off,
}
