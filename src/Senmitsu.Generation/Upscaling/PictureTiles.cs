using Senmitsu.Numerics.Images;

namespace Senmitsu.Generation.Upscaling;

/// <summary>
/// A picture in overlapping tiles, and the enlarged tiles put together with linear ramps (A1111's <c>split_grid</c> and <c>combine_grid</c>,
/// modules/images.py, with Pillow's rounding). A picture smaller than a tile is one tile of its own size (docs/decisions/0041-small-pictures-are-one-tile.md).
/// </summary>
/// <param name="size">Pixels of a tile.</param>
/// <param name="overlap">Pixels that neighbours share, less than either side of <paramref name="size"/>.</param>
public sealed class PictureTiles(ImageSize size, int overlap)
{
    /// <summary>Square tiles.</summary>
    /// <param name="side">Pixels along one side of a tile.</param>
    /// <param name="overlap">Pixels that neighbours share, less than <paramref name="side"/>.</param>
    public PictureTiles(int side, int overlap)
        : this(new ImageSize(side, side), overlap)
    {
    }

    /// <summary>How many tiles a picture has.</summary>
    /// <param name="picture">Its size.</param>
    public int Count(ImageSize picture) => Starts(picture.Width, size.Width).Length * Starts(picture.Height, size.Height).Length;

    /// <summary>Enlarges every tile and puts the results together.</summary>
    /// <param name="image">The picture; not changed.</param>
    /// <param name="scale">The factor of <paramref name="enlarge"/>.</param>
    /// <param name="enlarge">Tile → the tile enlarged.</param>
    public PixelImage Enlarge(PixelImage image, int scale, Func<PixelImage, PixelImage> enlarge)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(enlarge);
        int[] lefts = Starts(image.Width, size.Width), tops = Starts(image.Height, size.Height);
        int width = Math.Min(size.Width, image.Width), height = Math.Min(size.Height, image.Height);
        var result = new PixelImage(image.Width * scale, image.Height * scale);
        foreach (var top in tops)
        {
            var row = new PixelImage(result.Width, height * scale);
            foreach (var left in lefts) Blend(row, enlarge(image.Crop(left, top, width, height)), left * scale, 0, left == 0 ? 0 : overlap * scale, 0);
            Blend(result, row, 0, top * scale, 0, top == 0 ? 0 : overlap * scale);
        }

        return result;
    }

    /// <summary>Where tiles begin along one side: evenly spread, the last ending with the picture.</summary>
    /// <param name="length">Pixels of the picture along it.</param>
    /// <param name="side">Pixels of a tile along it.</param>
    internal int[] Starts(int length, int side)
    {
        if (length <= side) return [0];
        var count = (int)Math.Ceiling((length - overlap) / (double)(side - overlap));
        var distance = count > 1 ? (length - side) / (double)(count - 1) : 0;
        return [.. Enumerable.Range(0, count).Select(i => Math.Min((int)(i * distance), length - side))];
    }

    /// <summary>Pastes a picture; its first columns or rows fade in over what is there.</summary>
    private static void Blend(PixelImage target, PixelImage piece, int left, int top, int columns, int rows)
    {
        for (var y = 0; y < piece.Height; y++)
        {
            var from = piece.Row(y);
            var to = target.Row(top + y)[(left * PixelImage.Channels)..];
            var rowMask = Mask(y, rows);
            for (var i = 0; i < from.Length; i++)
            {
                var mask = columns > 0 ? Mask(i / PixelImage.Channels, columns) : rowMask;
                to[i] = Mix(to[i], from[i], mask);
            }
        }
    }

    private static int Mask(int position, int ramp) => position < ramp ? (int)(position * 255f / ramp) : 255;

    /// <summary>Pillow's blend of 8-bit values (src/libImaging/Paste.c): divided by 255 and rounded.</summary>
    private static byte Mix(byte below, byte above, int mask)
    {
        var sum = below * (255 - mask) + above * mask + 128;
        return (byte)(((sum >> 8) + sum) >> 8);
    }
}
