using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Generation.Grids;

namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>The pictures of a <see cref="PromptMatrix"/>.</summary>
/// <param name="Script">Its settings.</param>
/// <param name="Parts">The parts that vary.</param>
/// <param name="Cells">One for each combination, by its number.</param>
internal sealed record PromptMatrixPlan(PromptMatrix Script, IReadOnlyList<string> Parts, IReadOnlyList<GridCell> Cells) : ScriptPlan(Cells)
{
    /// <inheritdoc/>
    public override bool DrawsGrid => true;

    /// <summary>The parts of columns; the others vary from row to row.</summary>
    private int Across => (Parts.Count + 1) / 2;

    /// <inheritdoc/>
    internal override IEnumerable<GridSheet> Sheets(IReadOnlyList<FinishedPicture> pictures)
    {
        var columns = 1 << Across;
        var cells = new FinishedPicture?[Cells.Count];
        foreach (var picture in pictures) cells[picture.Cell.Place[1] * columns + picture.Cell.Place[0]] = picture;
        yield return new GridSheet(cells, columns) { ColumnLabels = Labels([.. Parts.Take(Across)]), RowLabels = Labels([.. Parts.Skip(Across)]), Margin = Script.Margin };
    }

    /// <summary>Every label names all parts; those that are left out are struck.</summary>
    private static List<GridLabel> Labels(IReadOnlyList<string> parts) =>
        [.. Enumerable.Range(0, 1 << parts.Count).Select(place => new GridLabel([.. parts.Select((part, i) => new LabelLine(part.Trim(), IsStruck: !PromptMatrix.Has(place, i)))]))];
}
