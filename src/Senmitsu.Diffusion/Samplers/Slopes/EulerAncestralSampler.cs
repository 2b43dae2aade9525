using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers.Slopes;

/// <summary>Euler steps below the next σ, then fresh noise up to it (k-diffusion <c>sample_euler_ancestral</c>).</summary>
public sealed class EulerAncestralSampler : SigmaSampler
{
    private protected override Tensor Next(SigmaStep step)
    {
        var (down, up) = AncestralStep.Split(step.Sigma, step.NextSigma, step.Context.Eta);
        return step.AddNoise(step.Euler(down), up);
    }
}
