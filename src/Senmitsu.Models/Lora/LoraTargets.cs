using Senmitsu.Models.Layers;

namespace Senmitsu.Models.Lora;

/// <summary>Which layers kohya's <c>networks.lora</c> covers (kohya-ss/sd-scripts networks/lora.py, UNET_TARGET_REPLACE_MODULE).</summary>
internal static class LoraTargets
{
    /// <summary>UNet: every linear layer and 1×1 convolution inside a spatial transformer.</summary>
    public static IEnumerable<AdaptableLayer> InUnet(Unet.Unet unet) =>
        unet.Adaptable.Where(layer => layer.Path.Contains(".attentions.", StringComparison.Ordinal));

    /// <summary>Text encoder: every linear layer of attention and feed-forward.</summary>
    public static IEnumerable<AdaptableLayer> InTextEncoder(Clip.ClipTextEncoder encoder) => encoder.Adaptable;
}
