using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Denoisers;

/// <summary>A denoiser that mixes two estimates and can tell one of them.</summary>
public interface IGuidedDenoiser : IDenoiser
{
    /// <summary>[B, 4, h, w] · float32 · the last estimate of x₀ under the negative prompt alone. Owned by the denoiser, valid until its next estimate.</summary>
    Tensor LastUnconditional { get; }
}
