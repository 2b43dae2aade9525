using Senmitsu.Generation.Inpainting;
using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;

namespace Senmitsu.Tests.Generation.Inpainting;

public sealed class PreparedSourceTests
{
    private static readonly GenerationSettings Settings = new() { Width = 64, Height = 64, Inpaint = new InpaintSettings { BlurX = 0, BlurY = 0 } };

    [Fact]
    public void Create_OfTheWholePicture_ResizesPictureAndMaskAlike()
    {
        var prepared = PreparedSource.Create(new SourcePicture(Picture(128, 128), Mask(128, 128, 32, 32, 96, 96)), Settings);
        Assert.Equal((64, 64), (prepared.Start.Width, prepared.Start.Height));
        Assert.Equal(LanczosResampler.Resize(Mask(128, 128, 32, 32, 96, 96), 64, 64).Pixels, prepared.Mask!.Pixels);
        Assert.Equal(LanczosResampler.Resize(Picture(128, 128), 64, 64).Pixels, prepared.Start.Pixels);
    }

    [Theory]
    [InlineData(ResizeMode.JustResize)]
    [InlineData(ResizeMode.CropAndResize)]
    [InlineData(ResizeMode.ResizeAndFill)]
    [InlineData(ResizeMode.LatentUpscale)]
    public void Finish_RestoresEveryUnmaskedPixel(ResizeMode mode)
    {
        var prepared = PreparedSource.Create(new SourcePicture(Picture(96, 64), Mask(48, 32, 16, 8, 32, 24)), Settings with { ResizeMode = mode });
        var finished = prepared.Finish(new PixelImage(64, 64), null);
        var expected = mode == ResizeMode.LatentUpscale ? LanczosResampler.Resize(Picture(96, 64), 64, 64) : prepared.Start;
        int kept = 0, replaced = 0;
        for (var i = 0; i < finished.Pixels.Length; i++)
        {
            var mask = prepared.Mask!.Pixels[i];
            if (mask == 0) Assert.Equal(expected.Pixels[i], finished.Pixels[i]);
            if (mask > 127) Assert.Equal(0, finished.Pixels[i]); // the mask in the picture is twice as strong as that in the latent
            kept += mask == 0 ? 1 : 0;
            replaced += mask > 127 ? 1 : 0;
        }

        Assert.True(kept > 1000 && replaced > 1000, $"{kept} kept, {replaced} replaced");
    }

    // The mask spans 40…80 × 48…72. With 32 pixels around and a square shape that is 8…112 × 8…112, as CropRegionTests computes.
    [Fact]
    public void Create_OfOnlyTheMasked_CutsThePartOut()
    {
        var settings = Settings with { Inpaint = Settings.Inpaint with { OnlyMasked = true } };
        var picture = Picture(160, 128);
        var prepared = PreparedSource.Create(new SourcePicture(picture, Mask(160, 128, 40, 48, 80, 72)), settings);
        Assert.Equal(LanczosResampler.Resize(picture.Crop(8, 8, 104, 104), 64, 64).Pixels, prepared.Start.Pixels);
        var finished = prepared.Finish(new PixelImage(64, 64), null);
        for (var y = 0; y < 128; y++)
        {
            for (var x = 0; x < 160; x++)
            {
                var isMasked = x is >= 40 and < 80 && y is >= 48 and < 72;
                Assert.Equal(isMasked ? [0, 0, 0] : picture.Row(y).Slice(x * 3, 3).ToArray(), finished.Row(y).Slice(x * 3, 3).ToArray());
            }
        }
    }

    [Fact]
    public void Create_OfOnlyTheMaskedWithABlankMask_IsPlainImageToImage()
    {
        var settings = Settings with { Inpaint = Settings.Inpaint with { OnlyMasked = true } };
        var prepared = PreparedSource.Create(new SourcePicture(Picture(96, 64), new PixelImage(96, 64)), settings);
        Assert.Null(prepared.Mask);
        var result = Picture(64, 64);
        Assert.Same(result, prepared.Finish(result, null));
    }

    [Fact]
    public void Create_WithFill_TakesTheColorsAroundTheMask()
    {
        var picture = new PixelImage(64, 64);
        for (var i = 0; i < picture.Pixels.Length; i += 3) (picture.Pixels[i], picture.Pixels[i + 1], picture.Pixels[i + 2]) = (200, 100, 50);
        var marked = Mask(64, 64, 24, 24, 40, 40);
        for (var i = 0; i < picture.Pixels.Length; i++) if (marked.Pixels[i] > 0) picture.Pixels[i] = 0;
        var prepared = PreparedSource.Create(new SourcePicture(picture, marked), Settings with { Inpaint = Settings.Inpaint with { Content = MaskedContent.Fill } });
        for (var i = 0; i < picture.Pixels.Length; i += 3)
        {
            // Where little of the surroundings arrives, dividing by a small opacity is coarse.
            Assert.InRange(prepared.Start.Pixels[i], 190, 205);
            Assert.InRange(prepared.Start.Pixels[i + 1], 92, 105);
            Assert.InRange(prepared.Start.Pixels[i + 2], 45, 55);
        }
    }

    [Fact]
    public void Create_Inverted_MasksTheRest()
    {
        var prepared = PreparedSource.Create(new SourcePicture(Picture(64, 64), Mask(64, 64, 0, 0, 64, 32)), Settings with { Inpaint = Settings.Inpaint with { IsInverted = true } });
        Assert.Equal((0, 255), (prepared.Mask!.Row(0)[0], prepared.Mask.Row(63)[0]));
    }

    [Fact]
    public void Finish_WithColorsOfAnotherPicture_TakesThose()
    {
        var (other, made) = (new PixelImage(32, 16), Picture(64, 64));
        other.Pixels.AsSpan().Fill(70);
        var settings = Settings with { CorrectsColors = true };
        var own = PreparedSource.Create(new SourcePicture(Picture(64, 64)), settings).Finish(made, null);
        var others = PreparedSource.Create(new SourcePicture(Picture(64, 64)) { Colors = other }, settings).Finish(made, null);
        Assert.Equal(ColorCorrection.Apply(made, other).Pixels, others.Pixels);
        Assert.NotEqual(own.Pixels, others.Pixels);
    }

    private static PixelImage Picture(int width, int height)
    {
        var picture = new PixelImage(width, height);
        for (var i = 0; i < picture.Pixels.Length; i++) picture.Pixels[i] = (byte)(40 + (i * 37 % 201));
        return picture;
    }

    private static PixelImage Mask(int width, int height, int left, int top, int right, int bottom)
    {
        var mask = new PixelImage(width, height);
        for (var y = top; y < bottom; y++) mask.Row(y)[(left * 3)..(right * 3)].Fill(255);
        return mask;
    }
}
