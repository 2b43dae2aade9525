using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Senmitsu.Formats.Files;
using Senmitsu.Formats.Infotext;
using Senmitsu.Formats.Png;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Generation.Scripts;

namespace Senmitsu.Studio.Generation.Grids;

/// <summary>Grids on disk: <c>grid-0000.png</c>, and <c>grid-0000.json</c> that says what is where.</summary>
internal static class GridFiles
{
    private const int NumberDigits = 4;

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Draws a grid and writes it under the next free number.</summary>
    /// <param name="folder">Where grids go.</param>
    /// <param name="sheet">The grid.</param>
    /// <returns>The grid picture.</returns>
    public static string Write(string folder, GridSheet sheet)
    {
        Directory.CreateDirectory(folder);
        var grid = LabelledGrid.Draw([.. sheet.Cells.Select(picture => picture?.Image.Image)], sheet.Columns, sheet.ColumnLabels, sheet.RowLabels, sheet.Title, sheet.Margin);
        var number = Directory.EnumerateFiles(folder, "grid-*").Select(NumberOf).DefaultIfEmpty(-1).Max() + 1;
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"grid-{number:D4}.png"));
        var infotext = InfotextKeys.Add(sheet.Pictures[0].Image.Infotext, sheet.Keys);
        var png = PngTextChunks.Write(ImageFile.EncodePng(grid), PngTextChunks.ParametersKeyword, InfotextWriter.Write(infotext));
        AtomicFile.Write(path, stream => stream.Write(png));
        var index = new
        {
            Grid = Path.GetFileName(path),
            Axes = sheet.Axes.Select(axis => new { Axis = axis.Letter.ToString(), Type = axis.Kind.Name, axis.Values }),
            Cells = sheet.Pictures.Select(picture => new { X = picture.Cell.Place[0], Y = picture.Cell.Place[1], Z = picture.Cell.Place[2], picture.File.Path, picture.File.Seed, picture.File.Infotext }),
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
