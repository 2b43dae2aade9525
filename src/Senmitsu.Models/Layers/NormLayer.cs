using static TorchSharp.torch;

namespace Senmitsu.Models.Layers;

/// <summary>Scale and shift of a normalization as something a LoRA file can change; the network computes with <see cref="NormWeights"/>, which share the tensors.</summary>
/// <param name="path">Module key without suffix.</param>
/// <param name="scale">[C]. Borrowed from the network.</param>
/// <param name="shift">[C]. Borrowed from the network.</param>
public sealed class NormLayer(string path, Tensor scale, Tensor shift) : AdaptableLayer(path, scale, shift);
