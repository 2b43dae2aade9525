using System.Globalization;
using Senmitsu.Generation;
using Senmitsu.Studio.Generation.Grids;

namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>The pictures of a <see cref="Loopback"/>.</summary>
/// <param name="Script">Its settings.</param>
/// <param name="Cells">Loop fastest, then batch.</param>
internal sealed record LoopbackPlan(Loopback Script, IReadOnlyList<GridCell> Cells) : ScriptPlan(Cells)
{
    private readonly KeyValuePair<string, string>[] _keys =
    [
        new("Final denoising strength", Script.FinalDenoisingStrength.ToString(CultureInfo.InvariantCulture)),
        new("Denoising curve", Script.Curve.ToString()),
    ];

    /// <inheritdoc/>
    public override bool DrawsGrid => true;

    /// <inheritdoc/>
    internal override void Run(PictureMaker maker)
    {
        if (maker.Open(Cells[0].Settings) is not { Source: { } original } start) return;
        foreach (var round in Cells.Chunk(Script.Loops))
        {
            // A1111: with colour correction, every loop takes the colours of the first picture.
            var source = original with { Colors = original.Image };
            foreach (var cell in round)
            {
                GeneratedImage? made = null;
                maker.Make(cell with { Settings = cell.Settings with { Width = start.Settings.Width, Height = start.Settings.Height } }, source, image => Save(cell, made = image));
                if (made is null) break; // skipped: the next batch begins
                source = source with { Image = made.Image };
            }
        }

        void Save(GridCell cell, GeneratedImage image) => maker.Save(cell, image with { Infotext = InfotextKeys.Add(image.Infotext, _keys) });
    }

    /// <summary>The loops in a row; with several batches, the last loop of each.</summary>
    internal override IEnumerable<GridSheet> Sheets(IReadOnlyList<FinishedPicture> pictures)
    {
        List<FinishedPicture> shown = [.. Cells.Count == Script.Loops ? pictures : pictures.Where(picture => picture.Cell.Place[0] == Script.Loops - 1)];
        return shown.Count < 2 ? [] : [new GridSheet(shown, shown.Count)];
    }
}
