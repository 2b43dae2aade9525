using static TorchSharp.torch;

namespace Senmitsu.Training.Losses;

/// <summary>Stretches a noise schedule so that its last timestep holds no signal (Lin et al. 2023, 2305.08891, Algorithm 1).</summary>
public static class ZeroTerminalSnr
{
    /// <summary>√ᾱ is shifted so that it ends at 0 and scaled so that it begins where it began.</summary>
    /// <param name="alphasCumprod">[1000] · float32 · ᾱ. Borrowed.</param>
    /// <returns>[1000] · float32 · the last is 0. Caller owns it.</returns>
    public static Tensor Rescale(Tensor alphasCumprod)
    {
        ArgumentNullException.ThrowIfNull(alphasCumprod);
        using var scope = NewDisposeScope();
        var root = alphasCumprod.sqrt();
        Tensor first = root[0], last = root[-1];
        return ((root - last) * (first / (first - last))).square().MoveToOuterDisposeScope();
    }
}
