using System.Globalization;
using Senmitsu.Generation.Settings;

namespace Senmitsu.Studio.Generation.Grids;

/// <summary>How large a grid may be.</summary>
internal static class GridSize
{
    /// <summary>AUTOMATIC1111's <c>img_max_size_mp</c>.</summary>
    private const long MaxPixels = 200_000_000;

    /// <summary>Refuses a grid that is too large before its pictures are made.</summary>
    /// <param name="columns">Pictures of a row.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="settings">The size of a picture.</param>
    /// <exception cref="UserErrorException">It is too large.</exception>
    public static void Check(int columns, int rows, GenerationSettings settings)
    {
        if ((long)columns * rows * settings.Width * settings.Height > MaxPixels)
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"a grid of {columns} by {rows} pictures has more than {MaxPixels / 1_000_000} million pixels. Use fewer values or smaller pictures."));
    }
}
