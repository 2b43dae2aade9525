using Senmitsu.Models.Layers;

namespace Senmitsu.Models.Lora;

/// <summary>A low-rank pair and the layer it changes.</summary>
/// <param name="Target">The layer. Borrowed from its network.</param>
/// <param name="Layer">The pair. Owned by the <see cref="LoraNetwork"/>.</param>
/// <param name="IsTextEncoder">Text encoder, else UNet.</param>
public sealed record LoraModule(AdaptableLayer Target, LoraLayer Layer, bool IsTextEncoder);
