namespace Senmitsu.Models.Lora.Tools;

/// <summary>How LoRAs agreed with a checkpoint.</summary>
/// <param name="ChangedLayers">Layers that were changed.</param>
/// <param name="Unmatched">Modules and keys of the LoRAs that the checkpoint has no layer for.</param>
public sealed record CheckpointMergeReport(int ChangedLayers, IReadOnlyList<string> Unmatched);
