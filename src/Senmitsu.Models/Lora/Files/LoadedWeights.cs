namespace Senmitsu.Models.Lora.Files;

/// <summary>How a file of starting weights agreed with a network.</summary>
/// <param name="Missing">Tensors of the network that the file lacks; they keep their first values.</param>
/// <param name="Unexpected">Keys of the file that the network has no place for.</param>
public sealed record LoadedWeights(IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected);
