using Senmitsu.Models.Clip;
using Senmitsu.Models.Lora;

namespace Senmitsu.Training;

/// <summary>Which low-rank pairs get gradients. A pair without any must not be handed to an optimizer: weight decay would change it.</summary>
public static class TrainableLayers
{
    /// <summary>Pairs of the UNet.</summary>
    public static IReadOnlyList<LoraLayer> InUnet(LoraNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return [.. network.Modules.Where(module => !module.IsTextEncoder).Select(module => module.Layer)];
    }

    /// <summary>Pairs of the text encoder layers that run with this clip skip.</summary>
    public static IReadOnlyList<LoraLayer> InTextEncoder(LoraNetwork network, ClipTextEncoder encoder, int clipSkip)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(encoder);
        var used = Enumerable.Range(0, encoder.UsedLayers(clipSkip)).Select(layer => ClipTextEncoder.LayerPath(layer) + ".").ToList();
        return [.. network.Modules.Where(module => module.IsTextEncoder && used.Any(path => module.Target.Path.StartsWith(path, StringComparison.Ordinal))).Select(module => module.Layer)];
    }
}
