using Senmitsu.Generation.Upscaling;
using Senmitsu.Numerics.Images;

namespace Senmitsu.Tests.Generation.Upscaling;

public sealed class PictureTilesTests
{
    [Theory]
    [InlineData(192, new[] { 0 })]
    [InlineData(100, new[] { 0 })]
    [InlineData(193, new[] { 0, 1 })]
    [InlineData(512, new[] { 0, 160, 320 })]
    [InlineData(768, new[] { 0, 144, 288, 432, 576 })]
    public void Starts_OfASide_AreWebuis(int length, int[] expected) => Assert.Equal(expected, new PictureTiles(192, 8).Starts(length, 192));

    [Theory]
    [InlineData(40, 23, 3)]
    [InlineData(7, 50, 2)]
    public void Enlarge_ByRepeating_EqualsTheWholeRepeated(int width, int height, int scale)
    {
        var image = Noise(width, height);
        var result = new PictureTiles(16, 4).Enlarge(image, scale, tile => Repeated(tile, scale));
        Assert.Equal(Repeated(image, scale).Pixels, result.Pixels);
    }

    // By hand from split_grid and combine_grid: tiles of 8×6 that share 2 pixels begin at 0, 5 and at 0, 3; the ramps are 0 and 127 of 255.
    [Fact]
    public void Enlarge_WithTilesThatAreNotSquare_BlendsColumnsThenRows()
    {
        var tiles = new PictureTiles(new ImageSize(8, 6), 2);
        Assert.Equal(4, tiles.Count(new ImageSize(13, 9)));
        byte[] greys = [0, 100, 200, 40];
        var calls = 0;
        var result = tiles.Enlarge(new PixelImage(13, 9), 1, tile =>
        {
            Assert.Equal(new ImageSize(8, 6), tile.Size);
            return new PixelImage(8, 6, [.. Enumerable.Repeat(greys[calls++], 8 * 6 * 3)]);
        });
        Assert.Equal([0, 0, 0, 0, 0, 0, 50, 100, 100, 100, 100, 100, 100], Row(0)); // (0·128 + 100·127) / 255 = 49.8
        Assert.Equal([200, 200, 200, 200, 200, 200, 120, 40, 40, 40, 40, 40, 40], Row(8)); // (200·128 + 40·127) / 255 = 120.3
        Assert.Equal(Row(0), Row(3));
        Assert.Equal([100, 100, 100, 100, 100, 100, 85, 70, 70, 70, 70, 70, 70], Row(4)); // (0·128 + 200·127) / 255 = 99.6; (50·128 + 120·127) / 255 = 84.9; (100·128 + 40·127) / 255 = 70.1
        Assert.Equal(Row(8), Row(5));

        List<int> Row(int y) => [.. Enumerable.Range(0, 13).Select(x => (int)result.Row(y)[3 * x])];
    }

    [Fact]
    public void Enlarge_WhereTilesDiffer_FadesFromOneToTheNext()
    {
        // Two tiles of one row, 0 and 6, that share 4 of 10 columns; the first is black, the second white.
        var calls = 0;
        var result = new PictureTiles(10, 4).Enlarge(new PixelImage(16, 1), 1, tile => new PixelImage(tile.Width, tile.Height, [.. Enumerable.Repeat((byte)(calls++ == 0 ? 0 : 255), tile.Width * tile.Height * 3)]));
        Assert.Equal(2, calls);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 63, 127, 191, 255, 255, 255, 255, 255, 255], Enumerable.Range(0, 16).Select(x => (int)result.Pixels[3 * x]));
    }

    internal static PixelImage Noise(int width, int height)
    {
        var bytes = new byte[width * height * 3];
        new Random(5).NextBytes(bytes);
        return new PixelImage(width, height, bytes);
    }

    internal static PixelImage Repeated(PixelImage image, int scale)
    {
        var result = new PixelImage(image.Width * scale, image.Height * scale);
        for (var y = 0; y < result.Height; y++)
        {
            for (var x = 0; x < result.Width; x++) image.Row(y / scale).Slice(x / scale * 3, 3).CopyTo(result.Row(y)[(3 * x)..]);
        }

        return result;
    }
}
