using Senmitsu.Models.Clip;
using Senmitsu.Models.Lora;

namespace Senmitsu.Training;

/// <summary>Which tensors of a network get gradients. A tensor without any must not be handed to an optimizer: weight decay would change it.</summary>
public static class TrainableLayers
{
    /// <summary>Tensors of the UNet's adapters.</summary>
    public static IReadOnlyList<AdapterTensor> InUnet(LoraNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return [.. network.Modules.Where(module => !module.IsTextEncoder).SelectMany(Trainable)];
    }

    /// <summary>Tensors of the text encoder layers that run with this clip skip.</summary>
    public static IReadOnlyList<AdapterTensor> InTextEncoder(LoraNetwork network, ClipTextEncoder encoder, int clipSkip)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(encoder);
        var used = Enumerable.Range(0, encoder.UsedLayers(clipSkip)).Select(layer => ClipTextEncoder.LayerPath(layer) + ".").ToList();
        return [.. network.Modules.Where(module => module.IsTextEncoder && used.Exists(path => module.Target.Path.StartsWith(path, StringComparison.Ordinal))).SelectMany(Trainable)];
    }

    /// <summary>Tensors of one adapter that training may change.</summary>
    internal static IEnumerable<AdapterTensor> Trainable(LoraModule module) => module.Layer.Trained;
}
