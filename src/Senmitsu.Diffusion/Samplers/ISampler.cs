using Senmitsu.Diffusion.Denoisers;
using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers;

/// <summary>Integrates from noise to a clean latent through falling noise levels. Knows no network.</summary>
public interface ISampler
{
    /// <summary>Runs all steps.</summary>
    /// <param name="denoiser">Estimates x₀.</param>
    /// <param name="x">[B, 4, h, w] · float32 · x₀ + σ·noise at the first σ of the run. Borrowed.</param>
    /// <param name="context">Noise levels, noise, callback, cancellation.</param>
    /// <returns>[B, 4, h, w] · float32 at the last σ. Caller owns it.</returns>
    /// <exception cref="OperationCanceledException">The context's token was cancelled; tested before every step.</exception>
    Tensor Sample(IDenoiser denoiser, Tensor x, SamplingContext context);
}
