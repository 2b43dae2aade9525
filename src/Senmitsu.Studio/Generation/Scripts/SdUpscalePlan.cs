using System.Globalization;
using Senmitsu.Generation;
using Senmitsu.Generation.Inpainting;
using Senmitsu.Generation.Upscaling;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Generation.Grids;
using Senmitsu.Studio.Models;
using Senmitsu.Studio.Upscaling;

namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>The tiles of an <see cref="SdUpscale"/>.</summary>
/// <param name="Script">Its settings.</param>
/// <param name="Tiles">How the enlarged picture is cut and put together.</param>
/// <param name="Enlargement">How it is enlarged; <see langword="null"/> for not at all.</param>
/// <param name="Models">Where upscalers are looked for.</param>
/// <param name="Cells">One for each tile of each result, row by row.</param>
internal sealed record SdUpscalePlan(SdUpscale Script, PictureTiles Tiles, UpscaleRequest? Enlargement, ModelFolders Models, IReadOnlyList<GridCell> Cells) : ScriptPlan(Cells)
{
    private readonly KeyValuePair<string, string>[] _keys =
    [
        new("SD upscale overlap", Script.Overlap.ToString(CultureInfo.InvariantCulture)),
        new("SD upscale upscaler", File.Exists(Script.Upscaler) ? Path.GetFileNameWithoutExtension(Script.Upscaler) : Script.Upscaler),
    ];

    /// <inheritdoc/>
    public override int Results => Cells[^1].Place[2] + 1;

    /// <inheritdoc/>
    internal override void Run(PictureMaker maker)
    {
        if (maker.Open(Cells[0].Settings) is not { Source: { } source }) return;
        var enlarged = Enlarged(source.Image, maker.Token);
        foreach (var result in Cells.GroupBy(cell => cell.Place[2]))
        {
            GeneratedImage? first = null;
            using var cells = result.GetEnumerator();
            var picture = Tiles.Enlarge(enlarged, 1, tile =>
            {
                cells.MoveNext();
                GeneratedImage? made = null;
                maker.Make(cells.Current, new SourcePicture(tile), image => made = image);
                first ??= made;
                return made?.Image ?? tile; // one that is skipped stays as it was enlarged
            });
            if (first is not null) maker.Save(result.First(), new GeneratedImage(picture, result.First().Settings.Seed, InfotextKeys.Add(first.Infotext, _keys)));
        }
    }

    private PixelImage Enlarged(PixelImage image, CancellationToken token)
    {
        if (Enlargement is null) return image;
        using var enlarger = Enlarger.Open("--upscaler", Script.Upscaler, Enlargement, Models);
        return enlarger.Enlarge(image, token);
    }
}
