namespace Senmitsu.Models.Vae;

/// <summary>Group norm constants of the autoencoder.</summary>
internal static class VaeNorm
{
    /// <summary>ε of every group norm (CompVis latent-diffusion, ldm/modules/diffusionmodules/model.py).</summary>
    public const double Epsilon = 1e-6;
}
