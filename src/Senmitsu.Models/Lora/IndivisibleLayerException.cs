namespace Senmitsu.Models.Lora;

/// <summary>OFT or BOFT cannot cut the outputs of a layer into blocks of the wanted rank.</summary>
/// <param name="module">kohya module name.</param>
/// <param name="outputs">Outputs of the layer.</param>
/// <param name="rank">The rank.</param>
/// <param name="family">OFT or BOFT.</param>
public sealed class IndivisibleLayerException(string module, long outputs, int rank, AdapterFamily family)
    : Exception($"'{module}' has {outputs} outputs, which {(family == AdapterFamily.Boft ? $"are no even number up to {rank} times a power of two; raise network_dim and conv_dim" : $"{rank} does not divide; use a network_dim such as 4 or 8")}.")
{
}
