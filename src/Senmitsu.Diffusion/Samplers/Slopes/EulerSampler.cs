using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers.Slopes;

/// <summary>Euler steps of dx/dσ = (x − x₀)/σ (Karras et al. 2022, Algorithm 2 without its second half; k-diffusion <c>sample_euler</c>).</summary>
public sealed class EulerSampler : SigmaSampler
{
    private protected override bool Churns => true;

    private protected override Tensor Next(SigmaStep step) => step.Euler(step.NextSigma);
}
