using Senmitsu.Diffusion.Denoisers;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers;

/// <summary>Euler steps below the next σ, then fresh noise up to it (k-diffusion <c>sample_euler_ancestral</c>).</summary>
public sealed class EulerAncestralSampler : ISampler
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

            var (down, up) = AncestralStep.Split(sigma, nextSigma, context.Eta);
            var slope = (current - denoised) / sigma;
            var next = current + slope * (float)(down - sigma);
            if (nextSigma > 0)
                next = next + context.Noise(next) * (float)(up * context.NoiseScale);

            current.Dispose();
            current = next.MoveToOuterDisposeScope();
        }

        return current.MoveToOuterDisposeScope();
    }
}
