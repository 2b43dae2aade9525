using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers.Slopes;

/// <summary>DPM2 steps below the next σ, then fresh noise up to it (k-diffusion <c>sample_dpm_2_ancestral</c>). Two estimates per step.</summary>
public sealed class Dpm2AncestralSampler : SigmaSampler
{
    private protected override Tensor Next(SigmaStep step)
    {
        var (down, up) = AncestralStep.Split(step.Sigma, step.NextSigma, step.Context.Eta);
        return step.AddNoise(Dpm2Sampler.StepTo(step, down), up);
    }
}
