namespace Senmitsu.Models;

/// <summary>The autoencoder gave NaN or infinity even in float32, so there is no picture.</summary>
public sealed class NonFinitePictureException()
    : Exception("The autoencoder gave NaN or infinite values in float32. The checkpoint's VAE is damaged, or a LoRA of extreme strength broke the latent; try another --vae or a smaller LoRA weight.");
