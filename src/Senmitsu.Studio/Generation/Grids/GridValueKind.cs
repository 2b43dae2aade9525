namespace Senmitsu.Studio.Generation.Grids;

/// <summary>What the values of a grid's axis are.</summary>
public enum GridValueKind
{
    /// <summary>Texts, taken as they are.</summary>
    Text,

    /// <summary>Whole numbers and their ranges.</summary>
    Whole,

    /// <summary>Numbers and their ranges.</summary>
    Number,
}
