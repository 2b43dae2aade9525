using Senmitsu.Models.Lora;

namespace Senmitsu.Generation;

/// <summary>A LoRA called in a prompt.</summary>
/// <param name="Name">Name as written, without folder or file ending.</param>
/// <param name="TextEncoderMultiplier">Strength on the text encoder, any sign.</param>
/// <param name="UnetMultiplier">Strength on the UNet, any sign.</param>
/// <param name="UsedRank">Ranks of each pair that are used, from the first on (<c>dyn</c>); <see langword="null"/> for all.</param>
/// <param name="BlockWeights">Strengths by block (<c>lbw</c>), as <see cref="LoraBlockWeights"/> reads them; <see langword="null"/> for none.</param>
public sealed record LoraTag(string Name, double TextEncoderMultiplier, double UnetMultiplier, int? UsedRank = null, string? BlockWeights = null);
