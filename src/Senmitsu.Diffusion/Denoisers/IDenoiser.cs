using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Denoisers;

/// <summary>What a sampler asks: given a noisy latent and its noise level, what is the clean one?</summary>
public interface IDenoiser
{
    /// <summary>Estimates x₀.</summary>
    /// <param name="x">[B, 4, h, w] · float32 · x₀ + σ·noise. Borrowed.</param>
    /// <param name="sigma">σ &gt; 0 of every row.</param>
    /// <returns>[B, 4, h, w] · float32. Caller owns it.</returns>
    Tensor Denoise(Tensor x, float sigma);
}
