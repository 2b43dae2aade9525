using Senmitsu.Generation;
using Senmitsu.Generation.Settings;
using Senmitsu.Tests.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Generation;

public sealed class LatentResizeTests
{
    [Theory]
    [InlineData(HiresUpscaler.Latent, InterpolationMode.Bilinear, 12, 10)]
    [InlineData(HiresUpscaler.Latent, InterpolationMode.Bilinear, 7, 5)]
    [InlineData(HiresUpscaler.LatentAntialiased, InterpolationMode.Bilinear, 12, 10)] // only shrinking averages
    [InlineData(HiresUpscaler.LatentBicubic, InterpolationMode.Bicubic, 13, 9)]
    [InlineData(HiresUpscaler.LatentNearest, InterpolationMode.Nearest, 13, 9)]
    public void Resize_EqualsPyTorch(HiresUpscaler upscaler, InterpolationMode mode, int height, int width)
    {
        using var latent = randn(2, 4, 6, 8, generator: new Generator(4));
        using var expected = mode == InterpolationMode.Nearest
            ? nn.functional.interpolate(latent, [height, width], mode: mode)
            : nn.functional.interpolate(latent, [height, width], mode: mode, align_corners: false);
        using var actual = LatentResize.Resize(latent, height, width, upscaler);
        TensorAssert.Close(expected, actual, 1e-5, upscaler.ToString());
    }

    [Theory]
    [InlineData(HiresUpscaler.LatentAntialiased)]
    [InlineData(HiresUpscaler.LatentBicubicAntialiased)]
    [InlineData(HiresUpscaler.LatentNearestExact)]
    [InlineData(HiresUpscaler.LatentBicubic)]
    public void Resize_OfAConstant_StaysConstant(HiresUpscaler upscaler)
    {
        using var latent = full([1, 4, 5, 7], 0.25f);
        using var resized = LatentResize.Resize(latent, 9, 4, upscaler);
        Assert.Equal([1, 4, 9, 4], resized.shape);
        Assert.All(resized.data<float>().ToArray(), value => Assert.Equal(0.25f, value, 1e-6f));
    }

    [Fact]
    public void NearestExact_TakesPixelCentres()
    {
        using var latent = arange(3, dtype: ScalarType.Float32).view(1, 1, 1, 3);
        using var resized = LatentResize.Resize(latent, 1, 5, HiresUpscaler.LatentNearestExact);
        Assert.Equal([0f, 0f, 1f, 2f, 2f], resized.data<float>().ToArray());
    }
}
