using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers.Slopes;

/// <summary>The slope at the middle of the step in ln σ (after DPM-Solver-2, Lu et al. 2022a; k-diffusion <c>sample_dpm_2</c>). Two estimates per step.</summary>
public sealed class Dpm2Sampler : SigmaSampler
{
    private protected override bool Churns => true;

    private protected override Tensor Next(SigmaStep step) => StepTo(step, step.NextSigma);

    /// <summary>A step to some σ; a straight line if that is 0.</summary>
    internal static Tensor StepTo(SigmaStep step, double toSigma)
    {
        if (toSigma == 0) return step.Euler(0);
        var middle = Math.Sqrt(step.Sigma * toSigma);
        var there = step.Euler(middle);
        var slope = (there - step.Estimate(there, middle)) / (float)middle;
        return step.X + slope * (float)(toSigma - step.Sigma);
    }
}
