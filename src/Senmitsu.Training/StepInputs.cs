using static TorchSharp.torch;

namespace Senmitsu.Training;

/// <summary>Everything one forward pass of training needs. All tensors are borrowed.</summary>
/// <param name="Latent">[B, 4, h, w] · float32 · clean, scaled by 0.18215.</param>
/// <param name="Noise">[B, 4, h, w] · float32 · the noise to predict, offset included; it is what is added unless <see cref="AddedNoise"/> is given.</param>
/// <param name="Timesteps">[B] · int64 · 0…999.</param>
/// <param name="TokenIds">[B, 77] or [B, n, 77] · int64.</param>
public readonly record struct StepInputs(Tensor Latent, Tensor Noise, Tensor Timesteps, Tensor TokenIds)
{
    /// <summary>[B, 4, h, w] · float32 · noise to add where it differs from the noise to predict; null = the same.</summary>
    public Tensor? AddedNoise { get; init; }

    /// <summary>Factor of each token's embedding, in the shape of the ids · float32; null = 1.</summary>
    public Tensor? TokenWeights { get; init; }

    /// <summary>[B] · float32 · factor of each sample's loss, such as <c>prior_loss_weight</c>; null = 1.</summary>
    public Tensor? SampleWeights { get; init; }

    /// <summary>[B, 1, h, w] · float32 · 0…1, factor of each latent pixel's loss; null = 1.</summary>
    public Tensor? LossMask { get; init; }
}
