namespace Senmitsu.Models.Lora.Families;

/// <summary>What a new OFT or BOFT may do.</summary>
public sealed record OftOptions
{
    /// <summary>Longest norm of the rotations for each output, which becomes the file's alpha; 0 = any (LyCORIS <c>constraint</c>). Default 0, sensible 1e-5…1e-3.</summary>
    public double Constraint { get; init; }

    /// <summary>Whether the rank is the number of blocks, as in sd-scripts' <c>networks.oft</c>; else it limits their size, as in LyCORIS. Default false.</summary>
    public bool CountsBlocks { get; init; }

    /// <summary>Whether each output learns a length as well (<c>rescaled</c>).</summary>
    public bool IsRescaled { get; init; }
}
