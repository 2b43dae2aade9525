namespace Senmitsu.Numerics.Images;

/// <summary>Pictures in rows and columns with texts beside and above them, as AUTOMATIC1111 draws grids.</summary>
public static class LabelledGrid
{
    private const int SmallestFont = 10;
    private const int LargestFont = 64;

    /// <summary>Draws a grid. Pictures of different sizes stand in the middle of equal cells.</summary>
    /// <param name="cells">Row by row; <see langword="null"/> leaves a cell white.</param>
    /// <param name="columns">Cells of a row, at least 1.</param>
    /// <param name="columnLabels">Texts above the columns; empty for none.</param>
    /// <param name="rowLabels">Texts left of the rows; empty for none.</param>
    /// <param name="title">Text above all, or empty.</param>
    /// <param name="margin">White pixels between neighbours, at least 0.</param>
    public static PixelImage Draw(IReadOnlyList<PixelImage?> cells, int columns, IReadOnlyList<GridLabel> columnLabels, IReadOnlyList<GridLabel> rowLabels, string title, int margin = 0)
    {
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentNullException.ThrowIfNull(columnLabels);
        ArgumentNullException.ThrowIfNull(rowLabels);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        int width = cells.Max(cell => cell?.Width ?? 1), height = cells.Max(cell => cell?.Height ?? 1);
        var rows = (cells.Count + columns - 1) / columns;
        using var fonts = new LabelFonts();
        float fontSize = Math.Clamp((width + height) / 25, SmallestFont, LargestFont);

        int across = columns * (width + margin) - margin, down = rows * (height + margin) - margin;
        var left = rowLabels.Any(label => !label.IsEmpty) ? Math.Max(width * 3 / 4, 1) : 0;
        var gap = (int)(fontSize / 2);
        var heading = title.Length == 0 ? null : TextLabel.Draw(title, left + across, fontSize, fonts);
        var above = columnLabels.Any(label => !label.IsEmpty) ? columnLabels.Select(label => TextLabel.Draw(label, width, fontSize, fonts)).ToList() : [];
        var beside = left > 0 ? rowLabels.Select(label => TextLabel.Draw(label, left, fontSize, fonts)).ToList() : [];
        var columnTop = heading is null ? 0 : heading.Height + gap;
        var top = columnTop + (above.Count > 0 ? above.Max(label => label.Height) + gap : 0);

        var grid = new PixelImage(left + across, top + down);
        grid.Pixels.AsSpan().Fill(255);
        if (heading is not null) Paste(heading, grid, 0, gap / 2);
        for (var column = 0; column < above.Count; column++) Paste(above[column], grid, left + column * (width + margin), columnTop + (top - columnTop - above[column].Height) / 2);
        for (var row = 0; row < beside.Count; row++) Paste(beside[row], grid, 0, top + row * (height + margin) + (height - beside[row].Height) / 2);
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i] is { } cell) Paste(cell, grid, left + i % columns * (width + margin) + (width - cell.Width) / 2, top + i / columns * (height + margin) + (height - cell.Height) / 2);
        }

        return grid;
    }

    /// <summary>Copies a picture into another; rows that lie outside are left out.</summary>
    private static void Paste(PixelImage image, PixelImage grid, int left, int top)
    {
        for (var y = Math.Max(0, -top); y < image.Height && top + y < grid.Height; y++) image.Row(y).CopyTo(grid.Row(top + y)[(left * PixelImage.Channels)..]);
    }
}
