using Senmitsu.Training.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Training.Losses;

/// <summary>The Huber threshold of each timestep (sd-scripts library/train_util.py, get_huber_threshold_if_needed).</summary>
public static class HuberThreshold
{
    /// <summary>constant: c·scale; exponential: e^(t·ln(c)/1000)·scale; snr: (1−c)/(1+σ)² + c with σ = √((1−ᾱ)/ᾱ), without scale.</summary>
    /// <param name="alphasCumprod">[1000] · float32 · ᾱ that noise is added with. Borrowed.</param>
    /// <param name="loss">Schedule, threshold and scale.</param>
    /// <returns>[1000] · float32 · greater than 0. Caller owns it.</returns>
    public static Tensor Table(Tensor alphasCumprod, LossSettings loss)
    {
        ArgumentNullException.ThrowIfNull(alphasCumprod);
        ArgumentNullException.ThrowIfNull(loss);
        using var scope = NewDisposeScope();
        var count = alphasCumprod.shape[0];
        var table = loss.HuberSchedule switch
        {
            HuberSchedule.Constant => full_like(alphasCumprod, loss.HuberC * loss.HuberScale),
            HuberSchedule.Exponential => (arange(count, dtype: ScalarType.Float32, device: alphasCumprod.device) * (Math.Log(loss.HuberC) / count)).exp() * loss.HuberScale,
            HuberSchedule.Snr => (1 - loss.HuberC) / (((1 - alphasCumprod) / alphasCumprod).sqrt() + 1).square() + loss.HuberC,
            _ => throw new InvalidOperationException($"Huber schedule {loss.HuberSchedule} is unknown"),
        };
        return table.MoveToOuterDisposeScope();
    }
}
