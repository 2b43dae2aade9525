using Senmitsu.Diffusion.Schedules;
using Senmitsu.Training.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Training.Losses;

/// <summary>The training loss: how far the network's prediction is from what it should have predicted, in float32.</summary>
public static class DenoisingLoss
{
    /// <summary>What the network should predict: ε, or v = √ᾱ·ε − √(1−ᾱ)·x₀ (Salimans &amp; Ho 2022, §4).</summary>
    /// <param name="latent">[B, 4, h, w] · float32 · clean. Borrowed.</param>
    /// <param name="noise">[B, 4, h, w] · float32 · as added, offset included. Borrowed.</param>
    /// <param name="alphasCumprod">[1000] · float32 · ᾱ of the training schedule. Borrowed.</param>
    /// <param name="timesteps">[B] · int64 · 0…999. Borrowed.</param>
    /// <param name="prediction">What the network predicts.</param>
    /// <returns>[B, 4, h, w] · float32. Caller owns it.</returns>
    public static Tensor Target(Tensor latent, Tensor noise, Tensor alphasCumprod, Tensor timesteps, PredictionType prediction)
    {
        ArgumentNullException.ThrowIfNull(noise);
        if (prediction == PredictionType.Epsilon) return noise.alias();
        using var scope = NewDisposeScope();
        var (signal, spread) = ForwardDiffusion.Scales(alphasCumprod, timesteps);
        return (noise * signal - latent * spread).MoveToOuterDisposeScope();
    }

    /// <summary>Mean squared error of each sample over channels and pixels.</summary>
    /// <param name="predicted">[B, 4, h, w] · model · output of the network. Borrowed.</param>
    /// <param name="target">[B, 4, h, w] · float32. Borrowed.</param>
    /// <returns>[B] · float32. Caller owns it.</returns>
    public static Tensor PerSample(Tensor predicted, Tensor target) => PerSample(predicted, target, LossType.L2, null, null);

    /// <summary>Mean of each sample's loss over channels and pixels.</summary>
    /// <param name="predicted">[B, 4, h, w] · model · output of the network. Borrowed.</param>
    /// <param name="target">[B, 4, h, w] · float32. Borrowed.</param>
    /// <param name="type">The measure.</param>
    /// <param name="threshold">[B] · float32 · threshold of a Huber loss; otherwise null. Borrowed.</param>
    /// <param name="mask">[B, 1, h, w] · float32 · 0…1, factor of each pixel's loss; null = 1. The divisor stays the number of pixels. Borrowed.</param>
    /// <returns>[B] · float32. Caller owns it.</returns>
    public static Tensor PerSample(Tensor predicted, Tensor target, LossType type, Tensor? threshold, Tensor? mask)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(target);
        if (!predicted.shape.AsSpan().SequenceEqual(target.shape))
            throw new ArgumentException($"prediction [{string.Join(", ", predicted.shape)}] and target [{string.Join(", ", target.shape)}] differ in shape", nameof(target));

        using var scope = NewDisposeScope();
        var loss = ElementLoss.Of(predicted.to(ScalarType.Float32), target.to(ScalarType.Float32), type, threshold);
        if (mask is not null) loss = loss * mask;
        return loss.mean([1, 2, 3]).MoveToOuterDisposeScope();
    }

    /// <summary>Weights the samples and averages over the batch, as sd-scripts does: the divisor is the batch size, not the sum of the weights.</summary>
    /// <param name="perSample">[B] · float32. Borrowed.</param>
    /// <param name="weights">[B] · float32, or null for 1. Borrowed.</param>
    /// <returns>[] · float32. Caller owns it.</returns>
    public static Tensor Mean(Tensor perSample, Tensor? weights)
    {
        ArgumentNullException.ThrowIfNull(perSample);
        using var scope = NewDisposeScope();
        return (weights is null ? perSample : perSample * weights).mean().MoveToOuterDisposeScope();
    }
}
