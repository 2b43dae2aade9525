namespace Senmitsu.Generation;

/// <summary>What infotext says about the files used.</summary>
/// <param name="Name">Checkpoint file name without folder and ending.</param>
/// <param name="Hash">First 10 hex digits of the file's SHA-256; <see langword="null"/> leaves it out.</param>
/// <param name="VaeName">File name of a separate VAE with its ending, or <see langword="null"/>.</param>
/// <param name="Version">Version of this program.</param>
public sealed record ModelIdentity(string Name, string? Hash, string? VaeName, string Version)
{
    /// <summary>First 10 hex digits of the separate VAE's SHA-256, or <see langword="null"/>.</summary>
    public string? VaeHash { get; init; }
}
