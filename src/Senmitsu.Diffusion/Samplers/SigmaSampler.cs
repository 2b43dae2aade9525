using Senmitsu.Diffusion.Denoisers;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers;

/// <summary>A sampler that takes one step per noise level of the run. Without state, usable by many runs.</summary>
public abstract class SigmaSampler : ISampler
{
    /// <summary>How many steps back it looks.</summary>
    private protected virtual int HistoryLength => 0;

    /// <summary>Whether it raises σ before each step when the context asks for churn.</summary>
    private protected virtual bool Churns => false;

    /// <inheritdoc/>
    public Tensor Sample(IDenoiser denoiser, Tensor x, SamplingContext context)
    {
        ArgumentNullException.ThrowIfNull(denoiser);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        var past = new TensorHistory(HistoryLength);
        return SamplingLoop.Run(x, context, index => index < context.Sigmas.Count - 1, (index, current) =>
        {
            var sigma = context.Sigmas[index];
            var (raised, raisedSigma) = Churns ? context.Churn.Raise(current, sigma, context) : (current, sigma);
            var denoised = denoiser.Denoise(raised, (float)raisedSigma);
            context.OnStep?.Invoke(index, sigma, raised, denoised);
            var step = new SigmaStep(index, raisedSigma, context.Sigmas[index + 1], raised, denoised, past, denoiser, context);
            var next = Next(step);
            past.Add(Remembered(step));
            return next;
        });
    }

    /// <summary>The latent at the next σ.</summary>
    private protected abstract Tensor Next(SigmaStep step);

    /// <summary>What later steps need of this one.</summary>
    private protected virtual Tensor Remembered(SigmaStep step) => step.Denoised;
}
