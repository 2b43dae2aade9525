using static TorchSharp.torch;

namespace Senmitsu.Training.Losses;

/// <summary>Adds noise to clean latents (Ho et al. 2020, eq. 4).</summary>
public static class ForwardDiffusion
{
    /// <summary>x_t = √ᾱ·x₀ + √(1−ᾱ)·ε.</summary>
    /// <param name="latent">[B, 4, h, w] · float32 · scaled by 0.18215. Borrowed.</param>
    /// <param name="noise">[B, 4, h, w] · float32. Borrowed.</param>
    /// <param name="alphasCumprod">[1000] · float32 · ᾱ of the training schedule. Borrowed.</param>
    /// <param name="timesteps">[B] · int64 · 0…999. Borrowed.</param>
    /// <returns>[B, 4, h, w] · float32 · unit variance. Caller owns it.</returns>
    public static Tensor AddNoise(Tensor latent, Tensor noise, Tensor alphasCumprod, Tensor timesteps)
    {
        ArgumentNullException.ThrowIfNull(latent);
        using var scope = NewDisposeScope();
        var (signal, spread) = Scales(alphasCumprod, timesteps);
        return (latent * signal + noise * spread).MoveToOuterDisposeScope();
    }

    /// <summary>√ᾱ and √(1−ᾱ) of each sample, [B, 1, 1, 1].</summary>
    internal static (Tensor Signal, Tensor Spread) Scales(Tensor alphasCumprod, Tensor timesteps)
    {
        ArgumentNullException.ThrowIfNull(alphasCumprod);
        ArgumentNullException.ThrowIfNull(timesteps);
        var alphas = alphasCumprod[timesteps].view(-1, 1, 1, 1); // [B, 1, 1, 1]
        return (alphas.sqrt(), (1 - alphas).sqrt());
    }
}
