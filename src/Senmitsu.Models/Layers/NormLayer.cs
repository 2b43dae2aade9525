using Senmitsu.Models.Lora;
using static TorchSharp.torch;

namespace Senmitsu.Models.Layers;

/// <summary>Scale and shift of a normalization as something a LoRA file can change; the network computes with <see cref="NormWeights"/>, which share the tensors.</summary>
/// <param name="path">Module key without suffix.</param>
/// <param name="scale">[C]. Borrowed from the network.</param>
/// <param name="shift">[C]. Borrowed from the network.</param>
public sealed class NormLayer(string path, Tensor scale, Tensor shift) : AdaptableLayer(path, scale, shift)
{
    /// <summary>[C] · model dtype. Borrowed.</summary>
    internal Tensor Shift => Bias!;

    /// <summary>Applies a normalization that ends in x·scale + shift.</summary>
    /// <param name="normalize">The normalization with a scale and a shift.</param>
    /// <returns>Caller owns it.</returns>
    internal Tensor Forward(Func<Tensor, Tensor?, Tensor> normalize)
    {
        var y = normalize(Weight, Bias);
        if (Adapter is not MaterializedAdapter adapter) return y;
        using var plain = y;
        return adapter.AddTo(plain, normalize);
    }
}
