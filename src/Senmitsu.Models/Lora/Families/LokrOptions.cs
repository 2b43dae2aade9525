namespace Senmitsu.Models.Lora.Families;

/// <summary>How a new LoKr is cut into factors.</summary>
public sealed record LokrOptions
{
    /// <summary>Size of the first factor where it divides the layer's, else its upper limit (LyCORIS <c>factor</c>). Default −1, the most balanced pair.</summary>
    public int Factor { get; init; } = -1;

    /// <summary>Whether the first factor may be a low-rank product as well (<c>decompose_both</c>).</summary>
    public bool DecomposesBoth { get; init; }

    /// <summary>Whether both factors stay full (<c>full_matrix</c>).</summary>
    public bool IsFullMatrix { get; init; }

    /// <summary>Whether the output is cut the other way round than the input (<c>unbalanced_factorization</c>).</summary>
    public bool IsUnbalanced { get; init; }
}
