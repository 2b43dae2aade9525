using static TorchSharp.torch;

namespace Senmitsu.Training;

/// <summary>Everything one forward pass of training needs. All tensors are borrowed.</summary>
/// <param name="Latent">[B, 4, h, w] · float32 · clean, scaled by 0.18215.</param>
/// <param name="Noise">[B, 4, h, w] · float32 · noise to add, offset included.</param>
/// <param name="Timesteps">[B] · int64 · 0…999.</param>
/// <param name="TokenIds">[B, 77] or [B, n, 77] · int64.</param>
public readonly record struct StepInputs(Tensor Latent, Tensor Noise, Tensor Timesteps, Tensor TokenIds);
