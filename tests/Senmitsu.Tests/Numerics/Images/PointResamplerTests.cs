using Senmitsu.Numerics.Images;
using TorchSharp;
using static TorchSharp.torch;

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

    // libtorch's interpolation is another implementation of cv2's rules: bilinear, bicubic with a = −0.75; of whole ratios also of area and box.
    [Theory]
    [InlineData(ResizeInterpolation.Linear, InterpolationMode.Bilinear)]
    [InlineData(ResizeInterpolation.Cubic, InterpolationMode.Bicubic)]
    [InlineData(ResizeInterpolation.Area, InterpolationMode.Area)]
    [InlineData(ResizeInterpolation.Box, InterpolationMode.Area)]
    public void Resize_OfNoise_EqualsLibtorch(ResizeInterpolation interpolation, InterpolationMode mode)
    {
        using var scope = NewDisposeScope();
        const int Width = 60, Height = 36;
        var random = new Random(3);
        var image = new PixelImage(Width, Height, [.. Enumerable.Range(0, Width * Height * 3).Select(_ => (byte)random.Next(256))]);
        var source = tensor(image.Pixels.ToArray(), ScalarType.Float32).view(1, Height, Width, 3).permute(0, 3, 1, 2);
        var isArea = mode == InterpolationMode.Area;
        foreach (var size in isArea ? new ImageSize[] { new(30, 12), new(20, 18), new(60, 9) } : [new(97, 61), new(23, 17), new(71, 20), new(31, 55), new(30, 72)])
        {
            bool? aligned = mode is InterpolationMode.Bilinear or InterpolationMode.Bicubic ? false : null;
            var expected = nn.functional.interpolate(source, [size.Height, size.Width], mode: mode, align_corners: aligned).round().clamp(0, 255).permute(0, 2, 3, 1).contiguous().data<float>().ToArray();
            var actual = KohyaResize.Resize(image, size, interpolation).Pixels.ToArray();
            Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second - pair.First, -1, 1));
        }
    }

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
