using Senmitsu.Diffusion.Denoisers;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers;

/// <summary>
/// DPM-Solver++(2M), the multistep second-order solver over t = −ln σ (Lu et al. 2022b, Algorithm 2; k-diffusion <c>sample_dpmpp_2m</c>).
/// The first step and the one to σ = 0 are of first order.
/// </summary>
public sealed class DpmPlusPlus2MSampler : ISampler
{
    /// <inheritdoc/>
    public Tensor Sample(IDenoiser denoiser, Tensor x, SamplingContext context)
    {
        ArgumentNullException.ThrowIfNull(denoiser);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        using var run = NewDisposeScope();
        var current = x.alias();
        Tensor? previousDenoised = null;
        for (var step = 0; step < context.Sigmas.Count - 1; step++)
        {
            context.Token.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            float sigma = context.Sigmas[step], nextSigma = context.Sigmas[step + 1];
            var denoised = denoiser.Denoise(current, sigma);
            context.OnStep?.Invoke(step, sigma, current, denoised);

            var h = Math.Log(sigma) - Math.Log(nextSigma); // ∞ at nextSigma = 0, where the step lands on x₀
            var corrected = denoised;
            if (previousDenoised is not null && nextSigma > 0)
            {
                var r = (Math.Log(context.Sigmas[step - 1]) - Math.Log(sigma)) / h;
                var weight = (float)(1 / (2 * r));
                corrected = denoised * (1 + weight) - previousDenoised * weight;
            }

            var keep = (double)nextSigma / sigma; // e^(−h)
            var next = current * (float)keep + corrected * (float)(1 - keep);

            current.Dispose();
            previousDenoised?.Dispose();
            current = next.MoveToOuterDisposeScope();
            previousDenoised = denoised.MoveToOuterDisposeScope();
        }

        return current.MoveToOuterDisposeScope();
    }
}
