using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Generation.Scripts;

namespace Senmitsu.Studio.Generation.Grids;

/// <summary>One grid to draw: which pictures stand where, and what is written beside them.</summary>
/// <param name="Cells">Row by row; <see langword="null"/> leaves a place white.</param>
/// <param name="Columns">Places of a row, at least 1.</param>
internal sealed record GridSheet(IReadOnlyList<FinishedPicture?> Cells, int Columns)
{
    /// <summary>The pictures that its index names, in order. Default those in it.</summary>
    public IReadOnlyList<FinishedPicture> Pictures { get; init; } = [.. Cells.OfType<FinishedPicture>()];

    /// <summary>Above the columns; empty for nothing.</summary>
    public IReadOnlyList<GridLabel> ColumnLabels { get; init; } = [];

    /// <summary>Left of the rows; empty for nothing.</summary>
    public IReadOnlyList<GridLabel> RowLabels { get; init; } = [];

    /// <summary>Above all, or empty.</summary>
    public string Title { get; init; } = "";

    /// <summary>White pixels between neighbours.</summary>
    public int Margin { get; init; }

    /// <summary>What its infotext says besides that of the first picture.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Keys { get; init; } = [];

    /// <summary>The axes that its index names.</summary>
    public IReadOnlyList<GridAxis> Axes { get; init; } = [];

    /// <summary>All pictures without texts, as square as possible, as A1111 shows the pictures of a job.</summary>
    public static GridSheet OfAll(IReadOnlyList<FinishedPicture> pictures)
    {
        var rows = (int)Math.Round(Math.Sqrt(pictures.Count), MidpointRounding.ToEven);
        return new(pictures, (pictures.Count + rows - 1) / rows);
    }
}
