using Senmitsu.Diffusion.Schedules;
using static TorchSharp.torch;

namespace Senmitsu.Training.Losses;

/// <summary>Weakens the timesteps with little noise, whose gradients drown the others (Hang et al. 2023, "Min-SNR weighting", §3.4).</summary>
public static class MinSnrWeighting
{
    /// <summary>With SNR = ᾱ/(1−ᾱ): ε gives min(SNR, γ)/SNR, v gives min(SNR, γ)/(SNR+1).</summary>
    /// <param name="alphasCumprod">[1000] · float32 · ᾱ of the training schedule. Borrowed.</param>
    /// <param name="timesteps">[B] · int64 · 0…999. Borrowed.</param>
    /// <param name="gamma">γ &gt; 0; the paper recommends 5.</param>
    /// <param name="prediction">What the network predicts.</param>
    /// <returns>[B] · float32 · 0…1 for ε. Caller owns it.</returns>
    public static Tensor Weights(Tensor alphasCumprod, Tensor timesteps, double gamma, PredictionType prediction)
    {
        ArgumentNullException.ThrowIfNull(alphasCumprod);
        ArgumentNullException.ThrowIfNull(timesteps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(gamma);
        using var scope = NewDisposeScope();
        var alphas = alphasCumprod[timesteps]; // [B]
        var snr = alphas / (1 - alphas);
        var limited = snr.clamp(max: gamma);
        var weights = prediction == PredictionType.Velocity ? limited / (snr + 1) : limited / snr;
        return weights.MoveToOuterDisposeScope();
    }
}
