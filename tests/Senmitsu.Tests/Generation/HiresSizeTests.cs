using Senmitsu.Generation;
using Senmitsu.Generation.Settings;

namespace Senmitsu.Tests.Generation;

public sealed class HiresSizeTests
{
    [Theory]
    [InlineData(512, 512, 2.0, 0, 0, 1024, 1024, 0, 0)]
    [InlineData(512, 768, 1.5, 0, 0, 768, 1152, 0, 0)]
    [InlineData(512, 768, 2.0, 1024, 0, 1024, 1536, 0, 0)]
    [InlineData(512, 768, 2.0, 0, 1024, 682, 1024, 0, 0)]
    [InlineData(512, 768, 2.0, 1024, 1024, 1024, 1536, 0, 64)]
    [InlineData(768, 512, 2.0, 1024, 1024, 1536, 1024, 64, 0)]
    public void Create_FollowsA1111(int width, int height, double scale, int resizeWidth, int resizeHeight, int expectedWidth, int expectedHeight, int cutColumns, int cutRows) =>
        Assert.Equal(new HiresSize(expectedWidth, expectedHeight, cutColumns, cutRows), HiresSize.Create(width, height, new HiresSettings { Scale = scale, ResizeWidth = resizeWidth, ResizeHeight = resizeHeight }));
}
