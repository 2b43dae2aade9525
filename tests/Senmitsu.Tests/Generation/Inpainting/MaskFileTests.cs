using Senmitsu.Generation.Inpainting;
using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Generation.Inpainting;

public sealed class MaskFileTests
{
    [Fact]
    public void Read_OfTransparentParts_TakesOpacityAboveHalf()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("mask.png"), PngWithAlpha.Encode(4, 1, (x, _) => (byte)(126 + x)));
        Assert.Equal([0, 0, 0, 255], Grey(MaskFile.Read(folder.File("mask.png"), new InpaintSettings())));
        Assert.Equal([126, 127, 128, 129], Grey(MaskFile.Read(folder.File("mask.png"), new InpaintSettings { RoundsMask = false })));
        Assert.Equal([126, 127, 128, 129], Grey(MaskFile.Read(folder.File("mask.png"), new InpaintSettings { Soft = new SoftInpaintSettings() })));
    }

    // ITU-R 601-2: 0.299, 0.587, 0.114.
    [Fact]
    public void Read_OfColors_TakesBrightness()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("mask.png"), ImageFile.EncodePng(new PixelImage(4, 1, [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255])));
        Assert.Equal([76, 150, 29, 255], Grey(MaskFile.Read(folder.File("mask.png"), new InpaintSettings())));
    }

    [Theory]
    [InlineData(0, false, true)]
    [InlineData(0, true, false)]
    [InlineData(255, true, true)]
    [InlineData(1, false, false)]
    public void IsBlank_KnowsInversion(byte value, bool isInverted, bool expected) =>
        Assert.Equal(expected, MaskFile.IsBlank(GreyImages.FromValues([value, value], 1), new InpaintSettings { IsInverted = isInverted }));

    private static byte[] Grey(PixelImage image) => [.. image.Pixels.Where((_, i) => i % 3 == 0)];
}
