using CsCheck;
using Senmitsu.Numerics.Images;

namespace Senmitsu.Tests.Numerics.Images;

public sealed class ResamplerTests
{
    private static readonly Gen<(int Width, int Height, int NewWidth, int NewHeight, byte Value)> Cases =
        Gen.Select(Gen.Int[1, 70], Gen.Int[1, 70], Gen.Int[1, 70], Gen.Int[1, 70], Gen.Byte);

    [Fact]
    public void Lanczos_EvenPicture_StaysEven() => Cases.Sample(c =>
    {
        var result = LanczosResampler.Resize(Even(c.Width, c.Height, c.Value), c.NewWidth, c.NewHeight);
        Assert.Equal(new ImageSize(c.NewWidth, c.NewHeight), result.Size);
        Assert.All(result.Pixels, p => Assert.Equal(c.Value, p));
    });

    [Fact]
    public void Area_EvenPicture_StaysEven() => Cases.Sample(c =>
    {
        var image = Even(Math.Max(c.Width, c.NewWidth), Math.Max(c.Height, c.NewHeight), c.Value);
        Assert.All(AreaResampler.Resize(image, c.NewWidth, c.NewHeight).Pixels, p => Assert.Equal(c.Value, p));
    });

    [Fact]
    public void Area_ByTwo_RoundsTiesUpAndByOneAndTwoToEven()
    {
        byte[] twoRows = [0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1];
        Assert.Equal([1, 1, 1], AreaResampler.Resize(new PixelImage(2, 2, twoRows), 1, 1).Pixels);
        Assert.Equal([0, 0, 0], AreaResampler.Resize(new PixelImage(2, 1, twoRows[..6]), 1, 1).Pixels);
    }

    [Fact]
    public void Area_WhenASideWouldGrow_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AreaResampler.Resize(new PixelImage(4, 4), 5, 4));

    [Fact]
    public void Resize_ToTheSameSize_CopiesPixels()
    {
        var image = Even(3, 2, 7);
        Assert.Equal(image.Pixels, LanczosResampler.Resize(image, 3, 2).Pixels);
        Assert.NotSame(image.Pixels, LanczosResampler.Resize(image, 3, 2).Pixels);
        Assert.NotSame(image.Pixels, AreaResampler.Resize(image, 3, 2).Pixels);
        Assert.Same(image, KohyaResize.Resize(image, new ImageSize(3, 2)));
    }

    [Fact]
    public void CropCentre_OddExcess_LeavesMoreAtTheEnd()
    {
        var image = new PixelImage(4, 1, [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]);
        Assert.Equal([0, 0, 0, 1, 1, 1, 2, 2, 2], image.CropCentre(3, 1).Pixels);
        Assert.Equal([3, 3, 3, 2, 2, 2, 1, 1, 1, 0, 0, 0], image.FlipHorizontally().Pixels);
        Assert.Throws<ArgumentOutOfRangeException>(() => image.CropCentre(5, 1));
    }

    [Fact]
    public void PixelImage_WrongLength_Throws() => Assert.Throws<ArgumentException>(() => new PixelImage(2, 2, new byte[11]));

    private static PixelImage Even(int width, int height, byte value)
    {
        var image = new PixelImage(width, height);
        Array.Fill(image.Pixels, value);
        return image;
    }
}
