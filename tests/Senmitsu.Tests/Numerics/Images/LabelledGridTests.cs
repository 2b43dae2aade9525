using Senmitsu.Numerics.Images;

namespace Senmitsu.Tests.Numerics.Images;

public sealed class LabelledGridTests
{
    [Fact]
    public void Draw_WithoutLabels_PutsThePicturesSideBySide()
    {
        var grid = LabelledGrid.Draw([Filled(10), Filled(20), Filled(30)], 2, [], [], "");
        Assert.Equal((64, 64), (grid.Width, grid.Height));
        Assert.Equal([10, 20, 30, 255], new[] { (0, 0), (0, 32), (32, 0), (32, 32) }.Select(place => (int)grid.Row(place.Item1)[place.Item2 * 3]));
    }

    [Fact]
    public void Draw_WithLabels_KeepsThePicturesAndDrawsTheTexts()
    {
        var grid = LabelledGrid.Draw([Filled(200), Filled(200)], 1, ["Steps: 10"], ["Sampler: Euler a", "long word " + new string('x', 60)], "Seed: 42");
        Assert.Equal(24 + 32, grid.Width);
        var top = grid.Height - 64;
        Assert.True(top > 20, "there is no room for the labels");
        for (var y = top; y < grid.Height; y++) Assert.All(grid.Row(y)[(24 * 3)..].ToArray(), value => Assert.Equal(200, value));
        Assert.Contains(grid.Pixels.AsSpan(0, grid.Width * 3 * top).ToArray(), value => value < 100);
        Assert.Contains(Enumerable.Range(top, 32).SelectMany(y => grid.Row(y)[..(24 * 3)].ToArray()), value => value < 100);
    }

    [Fact]
    public void Draw_WithLettersOfAnyScript_DrawsSomethingForEach()
    {
        foreach (var label in new[] { "日本語", "é", "😀", "\u0007" })
        {
            var grid = LabelledGrid.Draw([new PixelImage(64, 64)], 1, [label], [], "");
            Assert.True(grid.Height > 64);
        }
    }

    private static PixelImage Filled(byte value)
    {
        var image = new PixelImage(32, 32);
        image.Pixels.AsSpan().Fill(value);
        return image;
    }
}
