using Senmitsu.Generation;
using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;

namespace Senmitsu.Tests.Generation;

public sealed class ImageFittingTests
{
    // Pillow's cubic window over an edge of no width: 9/8 of the edge pixel less 1/8 of the next.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_WithFill_StretchesTheEdgesAsPillowDoes(bool isTall)
    {
        var image = isTall ? GreyImages.FromValues([80, 40, 200, 90], 4) : GreyImages.FromValues([80, 40, 200, 90], 1);
        var filled = ImageFitting.Fit(image, 4, 4, ResizeMode.ResizeAndFill);
        var expected = isTall ? new byte[] { 80, 40, 200, 90 } : [80, 80, 80, 80];
        Assert.Equal(expected, filled.Row(0).ToArray().Where((_, i) => i % 3 == 0)); // one row or column has no next pixel

        var two = isTall ? GreyImages.FromValues([80, 80, 80, 80, 40, 40, 40, 40], 4) : GreyImages.FromValues([80, 40, 80, 40, 80, 40, 80, 40], 2);
        var wide = ImageFitting.Fit(two, 4, 4, ResizeMode.ResizeAndFill);
        byte[] line = [85, 80, 40, 35];
        for (var i = 0; i < 4; i++) Assert.Equal(line[i], isTall ? wide.Row(i)[0] : wide.Row(0)[i * 3]);
    }

    [Fact]
    public void Fit_WithCrop_KeepsTheMiddle()
    {
        var image = GreyImages.FromValues([1, 2, 3, 4, 5, 6, 7, 8], 8);
        var cut = ImageFitting.Fit(image, 2, 1, ResizeMode.CropAndResize);
        Assert.Equal([4, 5], cut.Pixels.Where((_, i) => i % 3 == 0));
    }
}
