using Senmitsu.Models.Layers;

namespace Senmitsu.Models.Lora.Targets;

/// <summary>A layer that a new network covers, and how.</summary>
/// <param name="Name">kohya module name.</param>
/// <param name="Layer">The layer. Borrowed from its network.</param>
/// <param name="IsTextEncoder">Text encoder, else UNet.</param>
/// <param name="Rank">Width; at least 1.</param>
/// <param name="Alpha">Scale numerator; 0 counts as the rank.</param>
internal sealed record LoraTarget(string Name, AdaptableLayer Layer, bool IsTextEncoder, int Rank, double Alpha);
