using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Senmitsu.Formats.Files;
using Senmitsu.Formats.Infotext;
using Senmitsu.Formats.Png;
using Senmitsu.Generation;
using Senmitsu.Numerics.Images;

namespace Senmitsu.Studio.Generation.Grids;

/// <summary>Collects the pictures of a job and writes them together: <c>grid-0000.png</c>, and <c>grid-0000.json</c> that says what is where.</summary>
/// <param name="plan">The cells.</param>
/// <param name="folder">Where grids go.</param>
internal sealed class GridFiles(GridPlan plan, string folder)
{
    private const int NumberDigits = 4;

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(GridCell Cell, GeneratedImage Image, SavedImage File)> _pictures = [];

    private bool HasAxes => plan.Axes.Any(axis => axis is not null);

    /// <summary>Takes up a finished picture.</summary>
    public void Add(GridCell cell, GeneratedImage image, SavedImage file) => _pictures.Add((cell, image, file));

    /// <summary>Writes a grid per value of z, or one of all pictures of a job without axes; a single picture makes none.</summary>
    /// <returns>The grid pictures.</returns>
    public IReadOnlyList<string> Write()
    {
        if (_pictures.Count < 2) return [];
        Directory.CreateDirectory(folder);
        return HasAxes ? [.. Enumerable.Range(0, plan.Count(2)).Select(WriteAxes)] : [WriteBatch()];
    }

    private string WriteBatch()
    {
        // A1111: as square as possible.
        var rows = (int)Math.Round(Math.Sqrt(_pictures.Count), MidpointRounding.ToEven);
        var columns = (_pictures.Count + rows - 1) / rows;
        var grid = LabelledGrid.Draw([.. _pictures.Select(picture => picture.Image.Image)], columns, [], [], "");
        return Save(grid, _pictures[0].Image.Infotext, _pictures);
    }

    private string WriteAxes(int z)
    {
        // In the grid stands the first picture of each cell; the index names all.
        int columns = plan.Count(0), rows = plan.Count(1);
        var pictures = _pictures.Where(picture => picture.Cell.Place[2] == z).OrderBy(picture => picture.Cell.Place[1]).ThenBy(picture => picture.Cell.Place[0]).ToList();
        var cells = new PixelImage?[columns * rows];
        foreach (var (cell, image, _) in pictures) cells[cell.Place[1] * columns + cell.Place[0]] ??= image.Image;
        var title = plan.Axes[2] is { } axis ? axis.Label(axis.Values[z]) : "";
        return Save(LabelledGrid.Draw(cells, columns, Labels(0), Labels(1), title), WithAxes(pictures[0].Image.Infotext), pictures);
    }

    private IReadOnlyList<string> Labels(int axis) => plan.Axes[axis] is { } known ? [.. known.Values.Select(known.Label)] : [];

    /// <summary>The first picture's infotext with A1111's keys of the script, before the version.</summary>
    private Infotext WithAxes(Infotext infotext)
    {
        var parameters = infotext.Parameters.ToList();
        var version = parameters.FindIndex(pair => pair.Key == "Version");
        var keys = new List<KeyValuePair<string, string>> { new("Script", "X/Y/Z plot") };
        foreach (var axis in plan.Axes.OfType<GridAxis>())
        {
            var letter = char.ToUpperInvariant(axis.Letter);
            keys.Add(new($"{letter} Type", axis.Kind.Name));
            keys.Add(new($"{letter} Values", string.Join(", ", axis.Values.Select(value => value.Contains(',', StringComparison.Ordinal) ? $"\"{value}\"" : value))));
        }

        parameters.InsertRange(version < 0 ? parameters.Count : version, keys);
        return new Infotext(infotext.Prompt, infotext.NegativePrompt, parameters);
    }

    private string Save(PixelImage grid, Infotext infotext, IReadOnlyList<(GridCell Cell, GeneratedImage Image, SavedImage File)> pictures)
    {
        var number = Directory.EnumerateFiles(folder, "grid-*").Select(NumberOf).DefaultIfEmpty(-1).Max() + 1;
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"grid-{number:D4}.png"));
        var png = PngTextChunks.Write(ImageFile.EncodePng(grid), PngTextChunks.ParametersKeyword, InfotextWriter.Write(infotext));
        AtomicFile.Write(path, stream => stream.Write(png));
        var index = new
        {
            Grid = Path.GetFileName(path),
            Axes = plan.Axes.OfType<GridAxis>().Select(axis => new { Axis = axis.Letter.ToString(), Type = axis.Kind.Name, axis.Values }),
            Cells = pictures.Select(picture => new { X = picture.Cell.Place[0], Y = picture.Cell.Place[1], Z = picture.Cell.Place[2], picture.File.Path, picture.File.Seed, picture.File.Infotext }),
        };
        AtomicFile.Write(Path.ChangeExtension(path, ".json"), stream => JsonSerializer.Serialize(stream, index, Layout));
        return path;
    }

    private static int NumberOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path.AsSpan())["grid-".Length..];
        return name.Length >= NumberDigits && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }
}
