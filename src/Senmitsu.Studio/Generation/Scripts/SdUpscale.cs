using System.Globalization;
using Senmitsu.Generation.Settings;
using Senmitsu.Generation.Upscaling;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Generation.Grids;
using Senmitsu.Studio.Models;
using Senmitsu.Studio.Upscaling;

namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>
/// Enlarges a picture and makes it anew tile by tile (AUTOMATIC1111's <c>scripts/sd_upscale.py</c>). The job's width and height are the size
/// of a tile; each of its batches is a result, and as many tiles as a batch is large share a count of the seed.
/// </summary>
public sealed record SdUpscale : Script
{
    /// <summary>Its name.</summary>
    public const string ScriptName = "sd-upscale";

    /// <summary>AUTOMATIC1111's name of it.</summary>
    public const string ScriptTitle = "SD upscale";

    /// <summary>The upscaler that leaves a picture as it is.</summary>
    public const string NoUpscaler = "None";

    private const int MostOverlap = 256, MostScale = 4;

    /// <inheritdoc/>
    public override string Name => ScriptName;

    /// <inheritdoc/>
    public override string Title => ScriptTitle;

    /// <inheritdoc/>
    public override bool IsOnlyImageToImage => true;

    /// <summary>Pixels that neighbouring tiles share, 0…256 and less than a tile. Default 64.</summary>
    public int Overlap { get; init; } = 64;

    /// <summary>Factor of both sides, 1…4. Ignored without an upscaler. Default 2.</summary>
    public double Scale { get; init; } = 2;

    /// <summary>None, Lanczos, Nearest, an ESRGAN file or its name. Default None.</summary>
    public string Upscaler { get; init; } = NoUpscaler;

    private bool Enlarges => !string.Equals(Upscaler, NoUpscaler, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override IReadOnlyList<SettingProblem> Validate()
    {
        var problems = new List<SettingProblem>();
        if (Overlap is < 0 or > MostOverlap) problems.Add(new("tile-overlap", Overlap.ToString(CultureInfo.InvariantCulture), $"must lie between 0 and {MostOverlap}", "use 64"));
        if (Scale is not (>= 1 and <= MostScale)) problems.Add(new("scale-factor", Scale.ToString(CultureInfo.InvariantCulture), $"must lie between 1 and {MostScale}", "use 2"));
        return problems;
    }

    /// <inheritdoc/>
    internal override ScriptPlan Plan(ScriptContext context)
    {
        var (request, settings) = (context.Request, context.Settings);
        if (request.MaskPath is not null) throw new UserErrorException($"{Title} makes the whole picture anew and takes no mask. Leave the mask out, or inpaint without the script.");
        if (request.ResizeBy is not null) throw new UserErrorException($"{Title}: the scale factor decides the size; width and height are those of a tile. Leave --resize-by out.");
        var tile = new ImageSize(settings.Width, settings.Height);
        if (Overlap >= Math.Min(tile.Width, tile.Height)) throw new UserErrorException($"{Title}: tiles of {tile} cannot share {Overlap} pixels. Use a smaller overlap or larger tiles.");
        var size = EnlargedSize(request.InputImagePath!);
        if (size.Width < tile.Width || size.Height < tile.Height) throw new UserErrorException($"{Title}: the enlarged picture has {size} pixels, a tile {tile}. Make width and height smaller, or enlarge more{(Enlarges ? "" : " with an upscaler")}.");
        var tiles = new PictureTiles(tile, Overlap);
        var enlargement = Enlargement(request, new ModelFolders(context.Folders, request.ModelsFolder));
        var cells = Enumerable.Range(0, settings.BatchCount).SelectMany(result => Enumerable.Range(0, tiles.Count(size)).Select(number => context.Cell(Settings(settings, result, number)) with { Place = [number, 0, result] }));
        return new SdUpscalePlan(this, tiles, enlargement, new ModelFolders(context.Folders, request.ModelsFolder), [.. cells]);
    }

    /// <summary>The settings of a tile: A1111 makes tiles in batches, and the seed of each batch is one more than that of the one before.</summary>
    private static GenerationSettings Settings(GenerationSettings settings, int result, int number)
    {
        var (batch, inBatch) = Math.DivRem(number, settings.BatchSize);
        var varies = settings.Noise.VariationStrength != 0;
        return settings with
        {
            BatchSize = 1,
            BatchCount = 1,
            Seed = settings.Seed + result + batch + (varies ? 0 : inBatch),
            Noise = varies ? settings.Noise with { VariationSeed = settings.Noise.VariationSeed + inBatch } : settings.Noise,
        };
    }

    private ImageSize EnlargedSize(string picture)
    {
        const int Step = 8; // as upscalers round
        try
        {
            var size = ImageFile.ReadSize(picture);
            return Enlarges ? new((int)(size.Width * Scale) / Step * Step, (int)(size.Height * Scale) / Step * Step) : size;
        }
        catch (ImageFileException e)
        {
            throw new UserErrorException($"{Title}: {e.Message}", e);
        }
    }

    /// <summary>How the picture is enlarged; <see langword="null"/> for not at all.</summary>
    private UpscaleRequest? Enlargement(GenerateRequest request, ModelFolders models)
    {
        const string Option = "--upscaler";
        if (!Enlarges) return null;
        if (HiresUpscalerNames.Find(Upscaler) is null) new UpscalerCatalog(models, request.NamesNoFiles).Find(Option, Upscaler);
        else if (HiresUpscalerNames.Find(Upscaler) is not (HiresUpscaler.Lanczos or HiresUpscaler.Nearest)) throw new UserErrorException($"{Option} {Upscaler} works on latents only. Use {NoUpscaler}, Lanczos, Nearest or an ESRGAN file.");
        return new UpscaleRequest { Pictures = [], Upscaler = Upscaler, Scale = Scale, ModelsFolder = request.ModelsFolder, Device = request.Device, Precision = request.Precision };
    }
}
