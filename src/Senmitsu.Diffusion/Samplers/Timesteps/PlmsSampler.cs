using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers.Timesteps;

/// <summary>
/// PLMS (Liu et al. 2022, "Pseudo Numerical Methods", eq. 12), written over σ: Adams–Bashforth coefficients on the last four noises,
/// begun with one Heun-like step that costs a second estimate.
/// </summary>
public sealed class PlmsSampler : SigmaSampler
{
    private protected override int HistoryLength => 3;

    private protected override Tensor Next(SigmaStep step)
    {
        var noise = step.Slope;
        var past = step.Past;
        var mixed = past.Count switch
        {
            0 => (noise + SlopeThere(step)) / 2,
            1 => (noise * 3 - past[0]) / 2,
            2 => (noise * 23 - past[0] * 16 + past[1] * 5) / 12,
            _ => (noise * 55 - past[0] * 59 + past[1] * 37 - past[2] * 9) / 24,
        };
        return step.X + mixed * (float)(step.NextSigma - step.Sigma);
    }

    private protected override Tensor Remembered(SigmaStep step) => step.Slope;

    private static Tensor SlopeThere(SigmaStep step)
    {
        var there = step.Euler(step.NextSigma);
        return (there - step.Estimate(there, step.NextSigma)) / (float)step.NextSigma;
    }
}
