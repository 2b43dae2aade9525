using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers.Exponential;

/// <summary>
/// DPM-Solver++(2S), the single-step second-order solver (Lu et al. 2022b, Algorithm 1 with r = ½), below the next σ, then fresh noise up to it
/// (k-diffusion <c>sample_dpmpp_2s_ancestral</c>). Two estimates per step.
/// </summary>
public sealed class DpmPlusPlus2SAncestralSampler : SigmaSampler
{
    private protected override Tensor Next(SigmaStep step)
    {
        var (down, up) = AncestralStep.Split(step.Sigma, step.NextSigma, step.Context.Eta);
        if (down == 0) return step.AddNoise(step.Euler(0), up);
        var middle = Math.Sqrt(step.Sigma * down);
        var there = ExponentialStep.Take(step.X, step.Denoised, step.Sigma, middle);
        return step.AddNoise(ExponentialStep.Take(step.X, step.Estimate(there, middle), step.Sigma, down), up);
    }
}
