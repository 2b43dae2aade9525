namespace Senmitsu.Studio.Loras;

/// <summary>How strongly a LoRA changes a model at weight 1, as ‖ΔW‖ / ‖W‖.</summary>
/// <param name="MatchedModules">Modules that the model has a layer for.</param>
/// <param name="UnmatchedModules">Modules and keys without one.</param>
/// <param name="TextEncoderMean">Mean over the text encoder's layers; <see langword="null"/> when it is not changed.</param>
/// <param name="UnetMean">Mean over the UNet's layers; <see langword="null"/> when it is not changed.</param>
/// <param name="Strongest">The layer that is changed most.</param>
/// <param name="StrongestChange">Its relative change.</param>
public sealed record LoraEffectSummary(int MatchedModules, int UnmatchedModules, double? TextEncoderMean, double? UnetMean, string? Strongest, double StrongestChange);
