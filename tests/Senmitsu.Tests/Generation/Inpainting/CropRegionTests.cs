using Senmitsu.Generation.Inpainting;
using Senmitsu.Numerics.Images;

namespace Senmitsu.Tests.Generation.Inpainting;

public sealed class CropRegionTests
{
    [Theory]
    [InlineData(0, 40, 48, 80, 72)]
    [InlineData(32, 8, 16, 112, 104)]
    [InlineData(64, 0, 0, 144, 128)]
    public void Around_HoldsTheMaskAndItsPadding(int padding, int left, int top, int right, int bottom) =>
        Assert.Equal(new CropRegion(left, top, right, bottom), CropRegion.Around(Mask(160, 128, 40, 48, 80, 72), padding));

    [Fact]
    public void Around_OfNothing_IsNothing() => Assert.Null(CropRegion.Around(new PixelImage(8, 8), 4));

    [Fact]
    public void Around_OfOneCornerPixel_IsThatPixel() => Assert.Equal(new CropRegion(7, 5, 8, 6), CropRegion.Around(Mask(8, 6, 7, 5, 8, 6), 0));

    // By hand, as modules/masking.py does: half of what is missing above, the rest below, moved inside, then cut.
    [Theory]
    [InlineData(8, 16, 112, 104, 1, 1, 8, 8, 112, 112)] // 104 wide, 88 high: 8 rows more on both sides
    [InlineData(0, 0, 100, 30, 1, 1, 0, 0, 100, 100)] // 35 rows above are missing: moved down
    [InlineData(60, 98, 160, 128, 1, 1, 60, 28, 160, 128)] // the same below
    [InlineData(0, 0, 160, 40, 1, 1, 0, 0, 160, 128)] // 160 rows do not fit
    [InlineData(40, 40, 60, 61, 1, 1, 40, 40, 61, 61)] // one column more, at the right
    [InlineData(40, 40, 60, 60, 2, 1, 30, 40, 70, 60)]
    public void Expanded_HasTheShapeAsFarAsThePictureReaches(int left, int top, int right, int bottom, int width, int height, int newLeft, int newTop, int newRight, int newBottom) =>
        Assert.Equal(new CropRegion(newLeft, newTop, newRight, newBottom), new CropRegion(left, top, right, bottom).Expanded(width, height, new ImageSize(160, 128)));

    private static PixelImage Mask(int width, int height, int left, int top, int right, int bottom)
    {
        var mask = new PixelImage(width, height);
        for (var y = top; y < bottom; y++) mask.Row(y)[(left * 3)..(right * 3)].Fill(1);
        return mask;
    }
}
