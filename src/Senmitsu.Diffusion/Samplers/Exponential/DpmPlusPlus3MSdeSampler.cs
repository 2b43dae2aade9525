using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers.Exponential;

/// <summary>The stochastic multistep solver of third order (after Lu et al. 2022b, App. A; k-diffusion <c>sample_dpmpp_3m_sde</c>).</summary>
public sealed class DpmPlusPlus3MSdeSampler : SigmaSampler
{
    private protected override int HistoryLength => 2;

    private protected override Tensor Next(SigmaStep step)
    {
        if (step.NextSigma == 0) return step.Denoised.alias();
        var h = Math.Log(step.Sigma / step.NextSigma);
        var both = h * (step.Context.Eta + 1);
        var x = step.X * (float)Math.Exp(-both) + step.Denoised * (float)-double.ExpM1(-both);
        if (step.Past.Count > 0) x += Correction(step, h, both);
        return step.AddPathNoise(x, step.Sigma, step.NextSigma, step.NextSigma * Math.Sqrt(-double.ExpM1(-2 * step.Context.Eta * h)));
    }

    /// <summary>φ₂·d₁ − φ₃·d₂ with the divided differences of the last estimates; with only one before it, φ₂·d₁.</summary>
    private static Tensor Correction(SigmaStep step, double h, double both)
    {
        var phi2 = double.ExpM1(-both) / both + 1;
        var phi3 = phi2 / both - 0.5;
        var r0 = step.PastLength(1) / h;
        var first = (step.Denoised - step.Past[0]) / (float)r0;
        if (step.Past.Count == 1) return first * (float)phi2;

        var r1 = step.PastLength(2) / h;
        var second = (step.Past[0] - step.Past[1]) / (float)r1;
        var change = (first - second) / (float)(r0 + r1);
        return (first + change * (float)r0) * (float)phi2 - change * (float)phi3;
    }
}
