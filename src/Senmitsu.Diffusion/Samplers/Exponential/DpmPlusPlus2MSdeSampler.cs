using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers.Exponential;

/// <summary>SDE-DPM-Solver++(2M), the stochastic multistep solver of second order (Lu et al. 2022b, App. A; k-diffusion <c>sample_dpmpp_2m_sde</c>).</summary>
/// <param name="isHeun">How the second-order term is weighted: true by the exact integral ("heun"), false by its value at the middle ("midpoint").</param>
public sealed class DpmPlusPlus2MSdeSampler(bool isHeun) : SigmaSampler
{
    private protected override int HistoryLength => 1;

    private protected override Tensor Next(SigmaStep step)
    {
        if (step.NextSigma == 0) return step.Denoised.alias();
        var h = Math.Log(step.Sigma / step.NextSigma);
        var both = h + step.Context.Eta * h;
        var gain = -double.ExpM1(-both);
        var x = step.X * (float)Math.Exp(-both) + step.Denoised * (float)gain;
        if (step.Past.Count > 0)
        {
            var r = step.PastLength(1) / h;
            var weight = isHeun ? 1 - gain / both : gain / 2;
            x += (step.Denoised - step.Past[0]) * (float)(weight / r);
        }

        return step.AddPathNoise(x, step.Sigma, step.NextSigma, step.NextSigma * Math.Sqrt(-double.ExpM1(-2 * step.Context.Eta * h)));
    }
}
