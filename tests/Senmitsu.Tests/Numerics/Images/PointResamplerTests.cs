using Senmitsu.Numerics.Images;

namespace Senmitsu.Tests.Numerics.Images;

public sealed class PointResamplerTests
{
    // A row of grey pixels 0, 100, 200; expected values are cv2.resize's formulas worked by hand.
    private static readonly PixelImage Row = Grey(3, 0, 100, 200);

    [Fact]
    public void Resize_Nearest_TakesTheNearestPixel() =>
        Assert.Equal([0, 0, 100, 100, 200, 200], Values(PointResampler.Resize(Row, 6, 1, ResizeInterpolation.Nearest)));

    [Fact]
    public void Resize_Linear_LiesBetweenNeighbours() => // points −0.25, 0.25, 0.75, …
        Assert.Equal([0, 25, 75, 125, 175, 200], Values(PointResampler.Resize(Row, 6, 1, ResizeInterpolation.Linear)));

    [Fact]
    public void Resize_EnlargedArea_RepeatsPixels() =>
        Assert.Equal([0, 0, 100, 100, 200, 200], Values(PointResampler.Resize(Row, 6, 1, ResizeInterpolation.Area)));

    [Fact]
    public void Resize_Cubic_FollowsTheCurve() => // at 0.25 the weights are −0.10547, 0.87891, 0.26172, −0.03516
        Assert.Equal([0, 19, 67, 133, 181, 211], Values(PointResampler.Resize(Row, 6, 1, ResizeInterpolation.Cubic)));

    [Fact]
    public void Resize_Box_AveragesWholePixels() => Assert.Equal([50, 200], Values(BoxResampler.Resize(Grey(4, 0, 100, 200, 200), 2, 1)));

    [Theory]
    [InlineData(ResizeInterpolation.Lanczos)]
    [InlineData(ResizeInterpolation.Nearest)]
    [InlineData(ResizeInterpolation.Linear)]
    [InlineData(ResizeInterpolation.Cubic)]
    [InlineData(ResizeInterpolation.Area)]
    [InlineData(ResizeInterpolation.Box)]
    public void Resize_OneColour_StaysThatColour(ResizeInterpolation interpolation)
    {
        var image = new PixelImage(7, 5, Enumerable.Repeat((byte)137, 7 * 5 * 3).ToArray());
        foreach (var size in new ImageSize[] { new(13, 11), new(3, 2), new(13, 2), new(7, 5) })
        {
            var resized = KohyaResize.Resize(image, size, interpolation);
            Assert.Equal(size, resized.Size);
            Assert.All(resized.Pixels, value => Assert.Equal(137, value));
        }
    }

    private static PixelImage Grey(int width, params byte[] values) => new(width, 1, [.. values.SelectMany(value => new[] { value, value, value })]);

    private static int[] Values(PixelImage image) => [.. image.Pixels.Where((_, i) => i % 3 == 0).Select(value => (int)value)];
}
