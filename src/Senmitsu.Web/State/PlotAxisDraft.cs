namespace Senmitsu.Web.State;

/// <summary>What stands in the fields of one axis of the X/Y/Z plot.</summary>
public sealed record PlotAxisDraft
{
    /// <summary>A1111's name of what varies; empty for nothing.</summary>
    public string Type { get; init; } = "";

    /// <summary>The values as they were typed.</summary>
    public string Values { get; init; } = "";
}
