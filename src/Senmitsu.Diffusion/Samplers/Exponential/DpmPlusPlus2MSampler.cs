using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers.Exponential;

/// <summary>
/// DPM-Solver++(2M), the multistep second-order solver over t = −ln σ (Lu et al. 2022b, Algorithm 2; k-diffusion <c>sample_dpmpp_2m</c>).
/// The first step and the one to σ = 0 are of first order.
/// </summary>
public sealed class DpmPlusPlus2MSampler : SigmaSampler
{
    private protected override int HistoryLength => 1;

    private protected override Tensor Next(SigmaStep step)
    {
        var corrected = step.Denoised;
        if (step.Past.Count > 0 && step.NextSigma > 0)
        {
            var r = step.PastLength(1) / Math.Log(step.Sigma / step.NextSigma);
            var weight = (float)(1 / (2 * r));
            corrected = step.Denoised * (1 + weight) - step.Past[0] * weight;
        }

        return ExponentialStep.Take(step.X, corrected, step.Sigma, step.NextSigma);
    }
}
