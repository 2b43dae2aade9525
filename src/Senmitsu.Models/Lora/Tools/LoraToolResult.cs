using Senmitsu.Formats.Safetensors;

namespace Senmitsu.Models.Lora.Tools;

/// <summary>A LoRA that a tool made, ready to be written.</summary>
/// <param name="Tensors">All tensors of the file.</param>
/// <param name="Modules">How each module came out.</param>
public sealed record LoraToolResult(IReadOnlyList<TensorData> Tensors, IReadOnlyList<LoraToolModule> Modules);
