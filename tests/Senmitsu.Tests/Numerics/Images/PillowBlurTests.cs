using Senmitsu.Numerics.Images;

namespace Senmitsu.Tests.Numerics.Images;

/// <summary>Values that python-pillow/Pillow Tests/test_box_blur.py expects of its own blur, which allows itself a difference of 1.</summary>
public sealed class PillowBlurTests
{
    private static readonly byte[] Sample =
    [
        210, 50, 20, 10, 220, 230, 80, 190, 210, 20, 180, 170, 40, 110, 120, 210, 250, 60, 220, 0, 220, 220, 40, 230, 80, 130, 250, 40, 250, 0, 80, 30, 60, 20, 110,
    ];

    [Theory]
    [InlineData(0.5f, 1, new[] { 176, 101, 46, 83, 163, 165, 111, 176, 149, 108, 122, 144, 120, 117, 164, 171, 159, 141, 134, 119, 129, 170, 136, 133, 114, 116, 124, 109, 184, 95, 72, 70, 69, 81, 89 }, 1)]
    [InlineData(10f, 1, new[] { 158, 153, 147, 141, 135, 129, 123, 159, 153, 147, 141, 136, 130, 124, 159, 154, 148, 142, 136, 130, 124, 160, 154, 148, 142, 137, 131, 125, 160, 155, 149, 143, 137, 131, 125 }, 0)]
    [InlineData(1f, 3, new[] { 146, 131, 116, 118, 126, 131, 130, 151, 138, 125, 123, 126, 128, 127, 154, 143, 129, 123, 120, 120, 119, 152, 139, 122, 113, 108, 108, 108, 148, 132, 112, 102, 97, 99, 100 }, 1)]
    public void Boxes_EqualPillow(float radius, int passes, int[] expected, int allowed)
    {
        foreach (var channels in new[] { 1, 4 })
        {
            byte[] pixels = [.. Sample.SelectMany(value => Enumerable.Repeat(value, channels))];
            PillowBlur.Boxes(pixels, 7, 5, channels, radius, passes);
            for (var i = 0; i < pixels.Length; i++) Assert.InRange(pixels[i], expected[i / channels] - allowed, expected[i / channels] + allowed);
        }
    }

    [Theory]
    [InlineData(2f)]
    [InlineData(4f)]
    [InlineData(16f)]
    public void Apply_OfAPoint_HasTheDeviationAskedFor(float radius)
    {
        const int Side = 193, Middle = Side / 2, Height = 255;
        var line = new byte[Side * 3];
        line.AsSpan((Middle - 3) * 3, 7 * 3).Fill(Height); // a bar of 7 pixels, as one pixel would be rounded away
        PillowBlur.Apply(line, Side, 1, 3, radius);
        double sum = 0, squares = 0;
        for (var x = 0; x < Side; x++)
        {
            sum += line[x * 3];
            squares += line[x * 3] * (double)((x - Middle) * (x - Middle));
        }

        Assert.Equal(7 * Height, sum, 7 * Height * 0.04);
        Assert.Equal((radius * radius) + 4, squares / sum, ((radius * radius) + 4) * 0.06); // variances add; that of the bar is (7² − 1)/12
    }
}
