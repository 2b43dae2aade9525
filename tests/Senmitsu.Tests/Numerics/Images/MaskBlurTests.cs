using Senmitsu.Numerics.Images;

namespace Senmitsu.Tests.Numerics.Images;

public sealed class MaskBlurTests
{
    // 7 pixels at σ 2: what OpenCV 4.12's getGaussianKernelFixedPoint_ED gives. The others: rounded running totals of the Gaussian.
    [Theory]
    [InlineData(2, 3, new[] { 18, 34, 48, 56, 48, 34, 18 })]
    [InlineData(1, 3, new[] { 1, 14, 62, 102, 62, 14, 1 })]
    [InlineData(4, 10, new[] { 1, 2, 4, 5, 9, 11, 16, 19, 23, 25, 26, 25, 23, 19, 16, 11, 9, 5, 4, 2, 1 })]
    public void Kernel_EqualsOpenCv(int sigma, int half, int[] expected) => Assert.Equal(expected, MaskBlur.Kernel(sigma, half));

    [Fact]
    public void AlongRows_OfAnEdge_EqualsTheSumsOfTheKernel()
    {
        var edge = GreyImages.FromValues([.. Enumerable.Range(0, 48).Select(i => i % 16 < 8 ? (byte)0 : (byte)255)], 16);
        byte[] expected = [0, 0, 0, 2, 9, 26, 57, 102, 153, 198, 229, 246, 253, 255, 255, 255];
        var blurred = MaskBlur.AlongRows(edge, 2);
        for (var y = 0; y < 3; y++) Assert.Equal(expected, Grey(blurred).Skip(y * 16).Take(16));
        Assert.Equal(Grey(edge), Grey(MaskBlur.AlongColumns(edge, 2))); // all rows are the same
    }

    [Fact]
    public void Blur_OfTheTransposed_IsTheTransposed()
    {
        byte[] values = [.. Enumerable.Range(0, 9 * 7).Select(i => (byte)(i * 83 % 256))];
        var rows = Grey(MaskBlur.AlongRows(GreyImages.FromValues(values, 9), 5));
        var columns = Grey(MaskBlur.AlongColumns(GreyImages.FromValues(Transposed(values, 9), 7), 5));
        Assert.Equal(Transposed(rows, 9), columns);
    }

    [Fact]
    public void Blur_OfZero_ChangesNothing()
    {
        var image = GreyImages.FromValues([1, 2, 3, 4], 2);
        Assert.Same(image, MaskBlur.AlongColumns(MaskBlur.AlongRows(image, 0), 0));
    }

    private static byte[] Grey(PixelImage image) => [.. image.Pixels.Where((_, i) => i % 3 == 0)];

    private static byte[] Transposed(byte[] values, int width) => [.. Enumerable.Range(0, values.Length).Select(i => values[(i % (values.Length / width) * width) + (i / (values.Length / width))])];
}
