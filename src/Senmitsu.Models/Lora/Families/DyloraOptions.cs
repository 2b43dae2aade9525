namespace Senmitsu.Models.Lora.Families;

/// <summary>How a DyLoRA is trained.</summary>
public sealed record DyloraOptions
{
    /// <summary>Ranks that are trained together; they divide the rank (sd-scripts <c>unit</c>, LyCORIS <c>block_size</c>). Default 1.</summary>
    public int Unit { get; init; } = 1;

    /// <summary>Whether ranks behind the trained ones are left out of the pass, as LyCORIS does; sd-scripts keeps them in.</summary>
    public bool LeavesOutLater { get; init; }
}
