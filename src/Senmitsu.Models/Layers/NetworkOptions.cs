namespace Senmitsu.Models.Layers;

/// <summary>What a network does differently for the pictures at hand. Shared by its layers; by default nothing.</summary>
internal sealed class NetworkOptions
{
    /// <summary>Whether convolutions see the opposite edge beyond each edge, so that pictures can be laid side by side without a seam.</summary>
    public bool WrapsAround { get; set; }

    /// <summary>Share of the tokens, 0…1, that self-attention at full resolution merges into similar ones; 0 = none.</summary>
    public double MergedShare { get; set; }

    /// <summary>Tokens of the whole latent: only layers that work on as many merge.</summary>
    public long LatentTokens { get; set; }
}
