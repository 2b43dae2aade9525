using Senmitsu.Diffusion.Denoisers;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers;

/// <summary>Euler steps of dx/dσ = (x − x₀)/σ (Karras et al. 2022, Algorithm 2 without churn; k-diffusion <c>sample_euler</c>).</summary>
public sealed class EulerSampler : ISampler
{
    /// <inheritdoc/>
    public Tensor Sample(IDenoiser denoiser, Tensor x, SamplingContext context)
    {
        ArgumentNullException.ThrowIfNull(denoiser);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        using var run = NewDisposeScope();
        var current = x.alias();
        for (var step = 0; step < context.Sigmas.Count - 1; step++)
        {
            context.Token.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            float sigma = context.Sigmas[step], nextSigma = context.Sigmas[step + 1];
            var denoised = denoiser.Denoise(current, sigma);
            context.OnStep?.Invoke(step, sigma, current, denoised);

            var slope = (current - denoised) / sigma;
            var next = current + slope * (nextSigma - sigma);

            current.Dispose();
            current = next.MoveToOuterDisposeScope();
        }

        return current.MoveToOuterDisposeScope();
    }
}
