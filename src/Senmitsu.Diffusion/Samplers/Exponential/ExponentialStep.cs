using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers.Exponential;

/// <summary>The first-order update of DPM-Solver++: exact if the estimate of x₀ stays the same over the step (Lu et al. 2022b, eq. 3.8).</summary>
internal static class ExponentialStep
{
    /// <summary>(σ'/σ)·x + (1 − σ'/σ)·x₀.</summary>
    public static Tensor Take(Tensor x, Tensor denoised, double sigma, double nextSigma)
    {
        var keep = nextSigma / sigma; // e^(−h)
        return x * (float)keep + denoised * (float)(1 - keep);
    }
}
