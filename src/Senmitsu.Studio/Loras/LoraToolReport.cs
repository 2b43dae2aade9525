using Senmitsu.Models.Lora.Tools;

namespace Senmitsu.Studio.Loras;

/// <summary>What a LoRA tool made.</summary>
/// <param name="Output">The file written.</param>
/// <param name="Modules">How each module came out; empty after a merge into a checkpoint.</param>
/// <param name="ChangedLayers">Layers of a checkpoint that were changed.</param>
/// <param name="Unmatched">Modules without a layer in the checkpoint.</param>
public sealed record LoraToolReport(string Output, IReadOnlyList<LoraToolModule> Modules, int ChangedLayers = 0, IReadOnlyList<string>? Unmatched = null)
{
    /// <summary>Mean share of the Frobenius norm that was kept, 0…1; 1 where nothing was cut.</summary>
    public double Retained => Modules.Count == 0 ? 1 : Modules.Average(module => module.Retained);
}
