using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers.Slopes;

/// <summary>The mean of the slopes at both ends of the step (Karras et al. 2022, Algorithm 2; k-diffusion <c>sample_heun</c>). Two estimates per step.</summary>
public sealed class HeunSampler : SigmaSampler
{
    private protected override bool Churns => true;

    private protected override Tensor Next(SigmaStep step) => Step(step);

    /// <summary>One step; a straight line where it ends at σ = 0.</summary>
    internal static Tensor Step(SigmaStep step)
    {
        var there = step.Euler(step.NextSigma);
        if (step.NextSigma == 0) return there;
        var slopeThere = (there - step.Estimate(there, step.NextSigma)) / (float)step.NextSigma;
        return step.X + (step.Slope + slopeThere) * (float)((step.NextSigma - step.Sigma) / 2);
    }
}
