using Senmitsu.Diffusion.Denoisers;
using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers;

/// <summary>One step as a <see cref="SigmaSampler"/> sees it. Its tensors belong to the scope of the step.</summary>
/// <param name="Index">0-based number of the step.</param>
/// <param name="Sigma">σ of <paramref name="X"/>, above 0.</param>
/// <param name="NextSigma">σ to go to, 0 at the end of most runs.</param>
/// <param name="X">[B, 4, h, w] · float32 · x₀ + σ·noise.</param>
/// <param name="Denoised">[B, 4, h, w] · float32 · estimate of x₀ from it.</param>
/// <param name="Past">What the sampler remembers of the steps before.</param>
/// <param name="Denoiser">For further estimates within the step.</param>
/// <param name="Context">The run.</param>
internal sealed record SigmaStep(int Index, double Sigma, double NextSigma, Tensor X, Tensor Denoised, TensorHistory Past, IDenoiser Denoiser, SamplingContext Context)
{
    /// <summary>dx/dσ = (x − x₀)/σ, which is also the noise in x (Karras et al. 2022, eq. 3).</summary>
    public Tensor Slope => (X - Denoised) / (float)Sigma;

    /// <summary>A straight line to another σ.</summary>
    public Tensor Euler(double toSigma) => X + Slope * (float)(toSigma - Sigma);

    /// <summary>Estimates x₀ once more, elsewhere.</summary>
    public Tensor Estimate(Tensor x, double sigma)
    {
        Context.Token.ThrowIfCancellationRequested();
        return Denoiser.Denoise(x, (float)sigma);
    }

    /// <summary>Adds fresh noise, one draw; none if its σ is 0.</summary>
    public Tensor AddNoise(Tensor x, double sigma) => sigma == 0 ? x : x + Context.Noise(x) * (float)(sigma * Context.NoiseScale);

    /// <summary>Adds the noise of a piece of the Brownian path; none if its σ is 0.</summary>
    public Tensor AddPathNoise(Tensor x, double from, double to, double sigma) =>
        sigma == 0 ? x : x + Context.NoiseBetween(x, from, to) * (float)(sigma * Context.NoiseScale);

    /// <summary>t(σ_before) − t(σ) with t = −ln σ: the length of an earlier step.</summary>
    /// <param name="age">1 = the step before this one.</param>
    public double PastLength(int age) => Math.Log((double)Context.Sigmas[Index - age] / Context.Sigmas[Index - age + 1]);
}
