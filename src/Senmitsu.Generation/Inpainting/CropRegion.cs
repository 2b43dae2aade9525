using Senmitsu.Numerics.Images;

namespace Senmitsu.Generation.Inpainting;

/// <summary>The part of a picture that "only masked" works on (A1111's <c>modules/masking.py</c>).</summary>
/// <param name="Left">First column.</param>
/// <param name="Top">First row.</param>
/// <param name="Right">Column after the last.</param>
/// <param name="Bottom">Row after the last.</param>
internal readonly record struct CropRegion(int Left, int Top, int Right, int Bottom)
{
    /// <summary>Pixels across.</summary>
    public int Width => Right - Left;

    /// <summary>Pixels down.</summary>
    public int Height => Bottom - Top;

    /// <summary>The smallest region that holds all of a mask, and some pixels around it.</summary>
    /// <param name="mask">Grey; what is not black counts.</param>
    /// <param name="padding">Pixels on every side, as far as there are any.</param>
    /// <returns><see langword="null"/> if all is black.</returns>
    public static CropRegion? Around(PixelImage mask, int padding)
    {
        int left = mask.Width, top = mask.Height, right = 0, bottom = 0;
        for (var y = 0; y < mask.Height; y++)
        {
            var row = mask.Row(y);
            var first = row.IndexOfAnyExcept((byte)0);
            if (first < 0) continue;
            left = Math.Min(left, first / PixelImage.Channels);
            right = Math.Max(right, (row.LastIndexOfAnyExcept((byte)0) / PixelImage.Channels) + 1);
            top = Math.Min(top, y);
            bottom = y + 1;
        }

        return right == 0 ? null : new CropRegion(Math.Max(left - padding, 0), Math.Max(top - padding, 0), Math.Min(right + padding, mask.Width), Math.Min(bottom + padding, mask.Height));
    }

    /// <summary>The region made wider or higher until it has the shape in which it will be painted, as far as the picture reaches.</summary>
    /// <param name="width">Pixels across while painting.</param>
    /// <param name="height">Pixels down while painting.</param>
    /// <param name="picture">Size of the whole picture.</param>
    public CropRegion Expanded(int width, int height, ImageSize picture)
    {
        var shape = (double)width / height;
        if ((double)Width / Height > shape)
        {
            var (top, bottom) = Grown(Top, Bottom, (int)((Width / shape) - Height), picture.Height);
            return this with { Top = top, Bottom = bottom };
        }

        var (left, right) = Grown(Left, Right, (int)((Height * shape) - Width), picture.Width);
        return this with { Left = left, Right = right };
    }

    /// <summary>The window of a picture.</summary>
    public PixelImage Of(PixelImage image) => image.Crop(Left, Top, Width, Height);

    private static (int From, int To) Grown(int from, int to, int more, int limit)
    {
        from -= more / 2;
        to += more - (more / 2);
        if (to >= limit) (from, to) = (from - (to - limit), limit);
        if (from < 0) (from, to) = (0, to - from);
        return (from, Math.Min(to, limit));
    }
}
