using Senmitsu.Models.Layers;

namespace Senmitsu.Models.Lora;

/// <summary>An adapter and the layer it changes.</summary>
/// <param name="Target">The layer. Borrowed from its network.</param>
/// <param name="Layer">The adapter. Owned by the <see cref="LoraNetwork"/>.</param>
/// <param name="IsTextEncoder">Text encoder, else UNet.</param>
public sealed record LoraModule(AdaptableLayer Target, LayerAdapter Layer, bool IsTextEncoder);
