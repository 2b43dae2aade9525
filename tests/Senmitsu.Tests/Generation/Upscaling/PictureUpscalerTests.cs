using Senmitsu.Generation.Upscaling;
using Senmitsu.Models.Upscalers;
using Senmitsu.Numerics.Images;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Generation.Upscaling;

public sealed class PictureUpscalerTests
{
    [Theory]
    [InlineData(24, 16, 2, 1)]
    [InlineData(24, 16, 3.5, 2)] // twice, then Lanczos down
    [InlineData(16, 16, 16, 3)] // three times at most, then Lanczos up
    public void Upscale_ByAFactor_RunsTheNetworkAsOftenAsNeeded(int width, int height, double factor, int passes)
    {
        using var network = new RepeatingNetwork(2);
        using var upscaler = new PictureUpscaler(network, CPU, null);
        var result = upscaler.Upscale(PictureTilesTests.Noise(width, height), factor, CancellationToken.None);
        Assert.Equal(((int)(width * factor) / 8 * 8, (int)(height * factor) / 8 * 8), (result.Width, result.Height));
        Assert.Equal(passes, network.Calls);
    }

    [Fact]
    public void Upscale_OfColours_ShowsTheNetworkBlueFirstAndKeepsTheirOrder()
    {
        using var network = new RepeatingNetwork(2);
        using var upscaler = new PictureUpscaler(network, CPU, new PictureTiles(16, 4));
        var image = PictureTilesTests.Noise(40, 24);
        Assert.Equal(PictureTilesTests.Repeated(image, 2).Pixels, upscaler.Upscale(image, 2, CancellationToken.None).Pixels);
        Assert.Equal(image.Pixels[2] / 255f, network.FirstValue, 6);
    }

    [Fact]
    public void ResizeTo_ASmallerSize_NeedsNoNetwork()
    {
        using var network = new RepeatingNetwork(4);
        using var upscaler = new PictureUpscaler(network, CPU, null);
        var image = PictureTilesTests.Noise(40, 24);
        Assert.Equal(LanczosResampler.Resize(image, 32, 16).Pixels, upscaler.ResizeTo(image, 32, 16, CancellationToken.None).Pixels);
        Assert.Equal(0, network.Calls);
    }

    [Fact]
    public void Upscale_WhenCancelled_StopsBeforeTheNextTile()
    {
        using var network = new RepeatingNetwork(2);
        using var upscaler = new PictureUpscaler(network, CPU, new PictureTiles(16, 4));
        using var source = new CancellationTokenSource();
        network.OnCall = source.Cancel;
        Assert.Throws<OperationCanceledException>(() => upscaler.Upscale(PictureTilesTests.Noise(64, 64), 2, source.Token));
        Assert.Equal(1, network.Calls);
    }

    /// <summary>The smallest network there can be: it repeats pixels.</summary>
    private sealed class RepeatingNetwork(int scale) : IUpscaler
    {
        public int Scale => scale;

        public int Calls { get; private set; }

        public float FirstValue { get; private set; }

        public Action? OnCall { get; set; }

        public Tensor Forward(Tensor pixels)
        {
            if (Calls++ == 0) FirstValue = pixels[0, 0, 0, 0].item<float>();
            OnCall?.Invoke();
            return nn.functional.interpolate(pixels, scale_factor: [scale, scale], mode: InterpolationMode.Nearest);
        }

        public void Dispose()
        {
        }
    }
}
