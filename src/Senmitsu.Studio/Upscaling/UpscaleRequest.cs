using Senmitsu.Numerics;

namespace Senmitsu.Studio.Upscaling;

/// <summary>Pictures to enlarge, as a user asks for it (A1111's "Extras").</summary>
public sealed record UpscaleRequest
{
    /// <summary>Files, and folders whose pictures are all taken.</summary>
    public required IReadOnlyList<string> Pictures { get; init; }

    /// <summary>Lanczos, Nearest, an ESRGAN file or its name.</summary>
    public required string Upscaler { get; init; }

    /// <summary>Another upscaler, whose result is mixed in; <see langword="null"/> for none.</summary>
    public string? SecondUpscaler { get; init; }

    /// <summary>Its share of the result, 0…1. Default 0.</summary>
    public double SecondVisibility { get; init; }

    /// <summary>Factor on both sides, 1…8; ignored if a size is given. Default 4.</summary>
    public double Scale { get; init; } = 4;

    /// <summary>Pixels across, 64…8192; with <see cref="Height"/> only. 0 = by the factor.</summary>
    public int Width { get; init; }

    /// <summary>Pixels down. 0 = by the factor.</summary>
    public int Height { get; init; }

    /// <summary>Whether a picture of other proportions is cut to the size, or else only covers it. Default true.</summary>
    public bool Crops { get; init; } = true;

    /// <summary>Pixels along one side of a tile, 0 = no tiles. Default A1111's.</summary>
    public int Tile { get; init; } = Senmitsu.Generation.Upscaling.PictureUpscaler.DefaultTile;

    /// <summary>Pixels that tiles share. Default A1111's.</summary>
    public int Overlap { get; init; } = Senmitsu.Generation.Upscaling.PictureUpscaler.DefaultOverlap;

    /// <summary>An A1111 or ComfyUI folder with upscalers.</summary>
    public string? ModelsFolder { get; init; }

    /// <summary>auto, cpu, cuda or cuda:N.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Number format of the network.</summary>
    public Precision Precision { get; init; } = Precision.Auto;

    /// <summary>Folder for the results; today's folder of the studio otherwise.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>Throws unless all values can be used.</summary>
    /// <exception cref="UserErrorException">One cannot.</exception>
    internal void Check()
    {
        if (SecondVisibility is not (>= 0 and <= 1)) throw new UserErrorException($"--upscaler-2-visibility {SecondVisibility} must lie between 0 and 1. Use 0.5.");
        if (SecondUpscaler is null != SecondVisibility is 0) throw new UserErrorException("--upscaler-2 and --upscaler-2-visibility belong together. Give both, such as 0.5 for half of each, or neither.");
        if (Scale is not (>= 1 and <= 8)) throw new UserErrorException($"--scale {Scale} must lie between 1 and 8. Use 4.");
        if ((Width == 0) != (Height == 0)) throw new UserErrorException("--width and --height are a size together. Give both, or neither and --scale.");
        if (Width != 0 && (Width is < 64 or > 8192 || Height is < 64 or > 8192)) throw new UserErrorException($"--width {Width} and --height {Height} must lie between 64 and 8192.");
        if (Tile is not (0 or (>= 16 and <= 4096))) throw new UserErrorException($"--tile {Tile} must be 0 or lie between 16 and 4096. Use 192.");
        if (Tile > 0 && (Overlap < 0 || Overlap > Tile / 2)) throw new UserErrorException($"--tile-overlap {Overlap} must lie between 0 and half of the tile, {Tile / 2}. Use 8.");
    }
}
