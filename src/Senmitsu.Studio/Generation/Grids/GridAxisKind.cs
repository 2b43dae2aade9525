namespace Senmitsu.Studio.Generation.Grids;

/// <summary>Something a grid can vary.</summary>
/// <param name="Name">AUTOMATIC1111's name, which infotext shows.</param>
/// <param name="Aliases">Shorter names.</param>
/// <param name="Values">What its values are.</param>
/// <param name="Apply">Changes a cell to a value.</param>
public sealed record GridAxisKind(string Name, IReadOnlyList<string> Aliases, GridValueKind Values, Func<GridCell, string, GridContext, GridCell> Apply)
{
    /// <summary>Labels show the value alone, not <c>Name: value</c>.</summary>
    public bool ShowsValueAlone { get; init; }
}
