using Senmitsu.Diffusion.Schedules;
using Senmitsu.Training.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Training.Losses;

/// <summary>
/// All weights that depend on the timestep alone, multiplied into one table (sd-scripts library/custom_train_functions.py). With
/// SNR = ᾱ/(1−ᾱ), S = min(SNR, 1000) and s = S/(S+1): min-SNR (<see cref="MinSnrWeighting"/>); ·s for v that is to count like ε;
/// ·(1 + k/s) for a share k of v's loss; debiased estimation (Yu et al. 2023, 2310.08442) ·1/√S for ε and ·1/(S+1) for v.
/// </summary>
public static class TimestepWeighting
{
    // Without a bound the first timesteps, nearly free of noise, would rule the result.
    private const double LargestSnr = 1000;

    /// <summary>The factor of every timestep.</summary>
    /// <param name="alphasCumprod">[1000] · float32 · ᾱ of the training schedule as it is before zero terminal SNR. Borrowed.</param>
    /// <param name="loss">Which weights.</param>
    /// <param name="prediction">What the network predicts.</param>
    /// <returns>[1000] · float32, or null if every timestep counts the same. Caller owns it.</returns>
    public static Tensor? Table(Tensor alphasCumprod, LossSettings loss, PredictionType prediction)
    {
        ArgumentNullException.ThrowIfNull(alphasCumprod);
        ArgumentNullException.ThrowIfNull(loss);
        if (loss is { MinSnrGamma: null, ScaleVPredLossLikeNoisePred: false, VPredLikeLoss: null, DebiasedEstimation: false }) return null;

        using var scope = NewDisposeScope();
        var snr = (alphasCumprod / (1 - alphasCumprod)).clamp(max: LargestSnr); // S
        var scale = snr / (snr + 1); // s
        var weights = ones_like(alphasCumprod);
        if (loss.MinSnrGamma is { } gamma) weights *= MinSnrWeighting.Weights(alphasCumprod, arange(alphasCumprod.shape[0], device: alphasCumprod.device), gamma, prediction);
        if (loss.ScaleVPredLossLikeNoisePred) weights *= scale;
        if (loss.VPredLikeLoss is { } share) weights *= 1 + share / scale;
        if (loss.DebiasedEstimation) weights *= prediction == PredictionType.Velocity ? 1 / (snr + 1) : snr.rsqrt();
        return weights.MoveToOuterDisposeScope();
    }
}
