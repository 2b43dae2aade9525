using static TorchSharp.torch;

namespace Senmitsu.Training.Latents;

/// <summary>The pictures of one batch as the network sees them. The caller owns the tensors.</summary>
/// <param name="Latent">[B, 4, h, w] · float32 · scaled by 0.18215.</param>
/// <param name="Mask">[B, 1, h, w] · float32 · 0…1, how much each place is learned; null when all is.</param>
public readonly record struct LatentBatch(Tensor Latent, Tensor? Mask);
