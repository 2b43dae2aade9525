using Senmitsu.Diffusion.Denoisers;
using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers.Timesteps;

/// <summary>
/// DDIM (Song et al. 2021, eq. 12), written over σ: with η = 0 it is Euler on its own noise levels. With CFG++ (Chung et al. 2024) the noise that
/// is put back is the one of the negative prompt.
/// </summary>
/// <param name="usesUnconditionalNoise">True for CFG++.</param>
public sealed class DdimSampler(bool usesUnconditionalNoise) : SigmaSampler
{
    private protected override Tensor Next(SigmaStep step)
    {
        double alpha = 1 / (1 + step.Sigma * step.Sigma), nextAlpha = 1 / (1 + step.NextSigma * step.NextSigma);
        var spread = step.Context.Eta * Math.Sqrt((1 - nextAlpha) / (1 - alpha) * (1 - alpha / nextAlpha));
        var direction = Math.Sqrt(Math.Max(0, 1 - nextAlpha - spread * spread) / nextAlpha);
        var source = usesUnconditionalNoise && step.Denoiser is IGuidedDenoiser guided ? guided.LastUnconditional : step.Denoised;
        var epsilon = (step.X - source) / (float)step.Sigma;
        return step.AddNoise(step.Denoised + epsilon * (float)direction, spread / Math.Sqrt(nextAlpha));
    }
}
