using Senmitsu.Numerics.Images;

namespace Senmitsu.Tests.Numerics.Images;

public sealed class ColorCorrectionTests
{
    // What OpenCV's COLOR_RGB2LAB gives for the corners of the cube and a grey.
    [Theory]
    [InlineData(255, 0, 0, 136, 208, 195)]
    [InlineData(0, 255, 0, 224, 42, 211)]
    [InlineData(0, 0, 255, 82, 207, 20)]
    [InlineData(255, 255, 255, 255, 128, 128)]
    [InlineData(0, 0, 0, 0, 128, 128)]
    [InlineData(128, 128, 128, 137, 128, 128)]
    public void LabColors_OfKnownColors_EqualOpenCv(byte red, byte green, byte blue, byte lightness, byte a, byte b) =>
        Assert.Equal([lightness, a, b], LabColors.FromRgb([red, green, blue]));

    [Fact]
    public void LabColors_Back_EqualTheFormulas()
    {
        var lab = LabColors.FromRgb(Enumerable.Range(0, 3000).Select(i => (byte)(i * 7919 % 256)).ToArray());
        var rgb = LabColors.ToRgb(lab);
        for (var i = 0; i < lab.Length; i += 3)
        {
            var expected = Rgb(lab[i] * 100 / 255.0, lab[i + 1] - 128, lab[i + 2] - 128);
            for (var c = 0; c < 3; c++) Assert.Equal(expected[c], rgb[i + c], 2.0); // twelve bits of linear light are coarse in dark colours
        }
    }

    // Half of the values lie at 0. The target has a quarter up to 10 and three quarters up to 20, so half lies at 15; np.interp says the same.
    [Fact]
    public void MatchHistogram_InterpolatesBetweenShares()
    {
        byte[] values = [0, 9, 9, 0, 9, 9, 1, 9, 9, 1, 9, 9], target = [10, 0, 0, 20, 0, 0, 20, 0, 0, 30, 0, 0];
        ColorCorrection.MatchHistogram(values, target, 0);
        Assert.Equal([15, 9, 9, 15, 9, 9, 30, 9, 9, 30, 9, 9], values);
    }

    [Fact]
    public void Apply_KeepsTheBrightnessAndTakesTheColors()
    {
        var (random, image, target) = (new Random(4), new PixelImage(24, 24), new PixelImage(24, 24));
        for (var i = 0; i < image.Pixels.Length; i += 3)
        {
            image.Pixels.AsSpan(i, 3).Fill((byte)random.Next(60, 190));
            (target.Pixels[i], target.Pixels[i + 1], target.Pixels[i + 2]) = ((byte)random.Next(120, 180), (byte)random.Next(60, 110), (byte)random.Next(60, 110));
        }

        var corrected = ColorCorrection.Apply(image, target);
        for (var i = 0; i < image.Pixels.Length; i += 3)
        {
            Assert.Equal(image.Pixels[i], (0.299 * corrected.Pixels[i]) + (0.587 * corrected.Pixels[i + 1]) + (0.114 * corrected.Pixels[i + 2]), 1.0);
        }

        Assert.True(Mean(corrected, 0) - Mean(corrected, 1) > 25, $"red {Mean(corrected, 0)}, green {Mean(corrected, 1)}");
    }

    [Fact]
    public void Apply_WithItself_ChangesLittle()
    {
        var image = new PixelImage(16, 16);
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(100 + (i % 47));
        var corrected = ColorCorrection.Apply(image, image);
        Assert.All(image.Pixels.Zip(corrected.Pixels), pair => Assert.InRange(pair.Second, pair.First - 3, pair.First + 3));
    }

    /// <summary>CIE 15 and IEC 61966-2-1 in double precision.</summary>
    private static double[] Rgb(double lightness, double a, double b)
    {
        var y = (lightness + 16) / 116;
        double[] xyz = [0.950456 * Cube(y + (a / 500)), lightness > 8 ? y * y * y : lightness * 27 / 24389, 1.088754 * Cube(y - (b / 200))];
        double[][] matrix = [[3.240479, -1.53715, -0.498535], [-0.969256, 1.875991, 0.041556], [0.055648, -0.204043, 1.057311]];
        return [.. matrix.Select(row => Math.Clamp(255 * Encoded(row.Zip(xyz, (m, v) => m * v).Sum()), 0, 255))];

        static double Cube(double t) => t > 6.0 / 29 ? t * t * t : 108.0 / 841 * (t - (4.0 / 29));

        static double Encoded(double x) => x <= 0.0031308 ? 12.92 * Math.Max(x, 0) : (1.055 * Math.Pow(x, 1 / 2.4)) - 0.055;
    }

    private static double Mean(PixelImage image, int channel) => image.Pixels.Where((_, i) => i % 3 == channel).Average(value => value);
}
