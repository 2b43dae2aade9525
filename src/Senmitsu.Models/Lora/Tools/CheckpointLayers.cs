using Senmitsu.Formats.Weights;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Unet;

namespace Senmitsu.Models.Lora.Tools;

/// <summary>The layers of a checkpoint's text encoder and UNet by kohya module name. Nothing but names is read.</summary>
public static class CheckpointLayers
{
    private const string WeightEnding = ".weight", BiasEnding = ".bias";

    /// <summary>Lists the layers.</summary>
    /// <param name="checkpoint">In the original (LDM) names. Borrowed.</param>
    /// <exception cref="ModelMismatchException">There is no Stable Diffusion UNet in it.</exception>
    public static IReadOnlyDictionary<string, CheckpointLayer> Of(WeightFile checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var config = UnetConfig.FromCheckpoint(checkpoint);
        var unet = LdmUnetKeys.Create(config.Channels.Count, config.ResnetsPerLevel, config.AttentionLevels);
        var text = ClipTextKeys.Create();
        var layers = new SortedDictionary<string, CheckpointLayer>(StringComparer.Ordinal);
        foreach (var tensor in checkpoint.Tensors.Values)
        {
            if (!tensor.Name.EndsWith(WeightEnding, StringComparison.Ordinal)) continue;
            var isTextEncoder = text.TryToModule(tensor.Name, out var key);
            if (!isTextEncoder && !unet.TryToModule(tensor.Name, out key)) continue;
            var path = key![..^WeightEnding.Length];
            if (isTextEncoder && path.Contains(".embeddings.", StringComparison.Ordinal)) continue;
            var name = isTextEncoder ? KohyaLoraKeys.ForTextEncoder(path) : KohyaLoraKeys.ForUnet(path);
            layers[name] = new CheckpointLayer(name, path, tensor, checkpoint.Tensors.GetValueOrDefault(tensor.Name[..^WeightEnding.Length] + BiasEnding), isTextEncoder);
        }

        return layers;
    }
}
