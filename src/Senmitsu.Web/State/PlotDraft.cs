using Senmitsu.Studio;
using Senmitsu.Studio.Generation.Grids;

namespace Senmitsu.Web.State;

/// <summary>What stands in the fields of the X/Y/Z plot.</summary>
public sealed record PlotDraft
{
    /// <summary>A1111's name of it.</summary>
    public const string Title = "X/Y/Z plot";

    /// <summary>What varies from left to right.</summary>
    public PlotAxisDraft X { get; init; } = new() { Type = "Seed" };

    /// <summary>What varies from top to bottom.</summary>
    public PlotAxisDraft Y { get; init; } = new();

    /// <summary>What varies from grid to grid.</summary>
    public PlotAxisDraft Z { get; init; } = new();

    /// <summary>The axes a job is started with.</summary>
    /// <exception cref="UserErrorException">Values are missing or not understood.</exception>
    public IReadOnlyList<GridAxis> ToAxes() =>
        [.. new[] { (Letter: 'x', Axis: X), (Letter: 'y', Axis: Y), (Letter: 'z', Axis: Z) }.Where(row => row.Axis.Type.Length > 0).Select(row => ToAxis(row.Letter, row.Axis))];

    private static GridAxis ToAxis(char letter, PlotAxisDraft axis) =>
        GridAxis.Create(letter, GridAxisKinds.Find(axis.Type) ?? throw new UserErrorException($"X/Y/Z plot: there is no axis '{axis.Type}'. Choose another type."), axis.Values);
}
