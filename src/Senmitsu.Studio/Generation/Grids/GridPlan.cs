using System.Globalization;
using Senmitsu.Generation;
using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Generation.Scripts;
using Senmitsu.Studio.Models;

namespace Senmitsu.Studio.Generation.Grids;

/// <summary>The cells of a grid; a job without axes is a grid of one cell.</summary>
/// <param name="Axes">x, y and z; <see langword="null"/> where there is none.</param>
/// <param name="Cells">x fastest, then y, then z.</param>
public sealed record GridPlan(IReadOnlyList<GridAxis?> Axes, IReadOnlyList<GridCell> Cells) : ScriptPlan(Cells)
{
    /// <summary>The cells in the order that changes checkpoints, then LoRAs, least often.</summary>
    public override IEnumerable<GridCell> InOrder => Cells
        .GroupBy(cell => (cell.ModelPath, cell.VaePath))
        .SelectMany(model => model.GroupBy(cell => string.Join(';', LoraTags.Extract(cell.Settings.Prompt).Tags)))
        .SelectMany(loras => loras);

    /// <inheritdoc/>
    public override bool DrawsGrid => Axes.Any(axis => axis is not null);

    /// <summary>How many cells an axis has; 1 without it.</summary>
    /// <param name="axis">0 = x, 1 = y, 2 = z.</param>
    public int Count(int axis) => Axes[axis]?.Values.Count ?? 1;

    /// <summary>Plans the cells of a job.</summary>
    /// <param name="request">Its axes.</param>
    /// <param name="settings">Settings of a cell before the axes change them; one seed for all.</param>
    /// <param name="checkpoints">Finds checkpoints and VAEs.</param>
    /// <param name="newSeed">Draws a seed for each −1 on an axis of seeds.</param>
    /// <exception cref="UserErrorException">An axis is given twice, or the grid is too large.</exception>
    public static GridPlan Create(GenerateRequest request, GenerationSettings settings, CheckpointCatalog checkpoints, Func<long> newSeed)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(newSeed);
        if (request.Axes.CountBy(axis => axis.Letter).FirstOrDefault(pair => pair.Value > 1) is { Value: > 1 } twice)
            throw new UserErrorException($"--xyz: the axis {twice.Key} is given {twice.Value} times. Use x, y and z once each.");
        GridAxis?[] axes = [.. "xyz".Select(letter => request.Axes.FirstOrDefault(axis => axis.Letter == letter)).Select(axis => axis is null ? null : Settled(axis, newSeed))];
        var contexts = axes.Select(axis => axis is null ? null : new GridContext(axis.Values, checkpoints, request.StylesFile ?? "")).ToArray();
        var cells = new List<GridCell>();
        int[] counts = [.. axes.Select(axis => axis?.Values.Count ?? 1)];
        GridSize.Check(counts[0], counts[1], settings);
        for (var z = 0; z < counts[2]; z++)
        {
            for (var y = 0; y < counts[1]; y++)
            {
                for (var x = 0; x < counts[0]; x++)
                {
                    int[] place = [x, y, z];
                    var cell = new GridCell(settings, request.ModelPath, request.VaePath) { Place = place };
                    for (var i = 0; i < axes.Length; i++)
                    {
                        if (axes[i] is { } axis) cell = axis.Kind.Apply(cell, axis.Values[place[i]], contexts[i]!);
                    }

                    cells.Add(cell);
                }
            }
        }

        return new GridPlan(axes, cells);
    }

    /// <summary>One grid for each value of z; without axes one of all pictures.</summary>
    internal override IEnumerable<GridSheet> Sheets(IReadOnlyList<FinishedPicture> pictures) => DrawsGrid ? pictures.GroupBy(picture => picture.Cell.Place[2]).OrderBy(layer => layer.Key).Select(Sheet) : base.Sheets(pictures);

    // In the grid stands the first picture of each cell; the index names all.
    private GridSheet Sheet(IGrouping<int, FinishedPicture> layer)
    {
        int columns = Count(0), rows = Count(1);
        var pictures = layer.OrderBy(picture => picture.Cell.Place[1]).ThenBy(picture => picture.Cell.Place[0]).ToList();
        var cells = new FinishedPicture?[columns * rows];
        foreach (var picture in pictures) cells[picture.Cell.Place[1] * columns + picture.Cell.Place[0]] ??= picture;
        return new(cells, columns)
        {
            Pictures = pictures,
            ColumnLabels = Labels(0),
            RowLabels = Labels(1),
            Title = Axes[2] is { } axis ? axis.Label(axis.Values[layer.Key]) : "",
            Axes = [.. Axes.OfType<GridAxis>()],
            Keys = [new("Script", "X/Y/Z plot"), .. Axes.OfType<GridAxis>().SelectMany(Keys)],
        };
    }

    private IReadOnlyList<GridLabel> Labels(int axis) => Axes[axis] is { } known ? [.. known.Values.Select(value => (GridLabel)known.Label(value))] : [];

    // X Type: Sampler, X Values: "Euler a, Euler"
    private static IEnumerable<KeyValuePair<string, string>> Keys(GridAxis axis)
    {
        var letter = char.ToUpperInvariant(axis.Letter);
        yield return new($"{letter} Type", axis.Kind.Name);
        yield return new($"{letter} Values", string.Join(", ", axis.Values.Select(value => value.Contains(',', StringComparison.Ordinal) ? $"\"{value}\"" : value)));
    }

    /// <summary>The axis with random seeds drawn and orders listed.</summary>
    private static GridAxis Settled(GridAxis axis, Func<long> newSeed) => axis.Kind.Name switch
    {
        "Seed" => axis with { Values = [.. axis.Values.Select(value => value == "-1" ? newSeed().ToString(CultureInfo.InvariantCulture) : value)] },
        "Prompt order" => axis with { Values = [.. GridPrompts.Orders(axis.Values)] },
        _ => axis,
    };
}
