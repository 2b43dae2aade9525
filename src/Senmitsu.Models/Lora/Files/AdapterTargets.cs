using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Layers;

namespace Senmitsu.Models.Lora.Files;

/// <summary>Everything in a model that an adapter file can change, by kohya module name: layers, and norms besides.</summary>
internal sealed class AdapterTargets
{
    private readonly Dictionary<string, AdaptableLayer> _layers = new(StringComparer.Ordinal);

    /// <summary>Collects the layers of a model.</summary>
    /// <param name="model">Borrowed.</param>
    public AdapterTargets(StableDiffusionModel model)
    {
        foreach (var layer in model.TextEncoder.Adaptable.Concat(model.TextEncoder.Norms)) _layers[KohyaLoraKeys.ForTextEncoder(layer.Path)] = layer;
        foreach (var layer in model.Unet.Adaptable.Concat(model.Unet.Norms)) _layers[KohyaLoraKeys.ForUnet(layer.Path)] = layer;
        var config = model.Unet.Config;
        CompVis = new CompVisLoraNames(LdmUnetKeys.Create(config.Channels.Count, config.ResnetsPerLevel, config.AttentionLevels));
    }

    /// <summary>Module names in the original UNet's numbering.</summary>
    public CompVisLoraNames CompVis { get; }

    /// <summary>The layer of a name, or <see langword="null"/>.</summary>
    public AdaptableLayer? Find(string name) => _layers.GetValueOrDefault(name);
}
