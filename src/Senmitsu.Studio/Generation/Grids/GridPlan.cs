using System.Globalization;
using Senmitsu.Generation;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio.Models;

namespace Senmitsu.Studio.Generation.Grids;

/// <summary>The cells of a grid; a job without axes is a grid of one cell.</summary>
/// <param name="Axes">x, y and z; <see langword="null"/> where there is none.</param>
/// <param name="Cells">x fastest, then y, then z.</param>
public sealed record GridPlan(IReadOnlyList<GridAxis?> Axes, IReadOnlyList<GridCell> Cells)
{
    /// <summary>AUTOMATIC1111's <c>img_max_size_mp</c>.</summary>
    private const long MaxPixels = 200_000_000;

    /// <summary>The cells in the order that changes checkpoints, then LoRAs, least often.</summary>
    public IEnumerable<GridCell> InOrder => Cells
        .GroupBy(cell => (cell.ModelPath, cell.VaePath))
        .SelectMany(model => model.GroupBy(cell => string.Join(';', LoraTags.Extract(cell.Settings.Prompt).Tags)))
        .SelectMany(loras => loras);

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
        if ((long)counts[0] * counts[1] * settings.Width * settings.Height > MaxPixels)
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"a grid of {counts[0]} by {counts[1]} pictures has more than {MaxPixels / 1_000_000} million pixels. Use fewer values or smaller pictures."));
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

    /// <summary>The axis with random seeds drawn and orders listed.</summary>
    private static GridAxis Settled(GridAxis axis, Func<long> newSeed) => axis.Kind.Name switch
    {
        "Seed" => axis with { Values = [.. axis.Values.Select(value => value == "-1" ? newSeed().ToString(CultureInfo.InvariantCulture) : value)] },
        "Prompt order" => axis with { Values = [.. GridPrompts.Orders(axis.Values)] },
        _ => axis,
    };
}
