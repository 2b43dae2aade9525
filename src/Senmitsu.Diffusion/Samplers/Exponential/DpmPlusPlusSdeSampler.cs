using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers.Exponential;

/// <summary>
/// The stochastic DPM-Solver++ with an estimate at the middle of the step (Lu et al. 2022b, App. A; k-diffusion <c>sample_dpmpp_sde</c> with r = ½).
/// Two estimates and two pieces of noise per step.
/// </summary>
public sealed class DpmPlusPlusSdeSampler : SigmaSampler
{
    private protected override Tensor Next(SigmaStep step)
    {
        if (step.NextSigma == 0) return step.Euler(0);
        var eta = step.Context.Eta;
        var middle = Math.Sqrt(step.Sigma * step.NextSigma);

        var (down, up) = AncestralStep.Split(step.Sigma, middle, eta);
        var there = ExponentialStep.Take(step.X, step.Denoised, step.Sigma, down);
        var denoised = step.Estimate(step.AddPathNoise(there, step.Sigma, middle, up), middle);

        (down, up) = AncestralStep.Split(step.Sigma, step.NextSigma, eta);
        return step.AddPathNoise(ExponentialStep.Take(step.X, denoised, step.Sigma, down), step.Sigma, step.NextSigma, up);
    }
}
