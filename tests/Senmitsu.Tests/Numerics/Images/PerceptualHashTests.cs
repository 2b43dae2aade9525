using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Datasets;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Numerics.Images;

public sealed class PerceptualHashTests
{
    private static readonly PixelImage[] Photos = [.. Directory.GetFiles(Golden.Reference("photos"), "*.jpg").Order(StringComparer.Ordinal).Select(path => ImageFile.Read(path))];

    [Fact]
    public void DistanceTo_ScaledOrBrightened_IsSmall() => Assert.All(Photos, photo =>
    {
        var hash = PerceptualHash.Of(photo);
        Assert.InRange(hash.DistanceTo(PerceptualHash.Of(KohyaResize.Resize(photo, new ImageSize(photo.Width / 3, photo.Height / 3)))), 0, 4);
        var brighter = new PixelImage(photo.Width, photo.Height, Array.ConvertAll(photo.Pixels, value => (byte)Math.Min(255, value + 12)));
        Assert.InRange(hash.DistanceTo(PerceptualHash.Of(brighter)), 0, 6);
    });

    [Fact]
    public void DistanceTo_OtherPhotographOrMirrorImage_IsLarge()
    {
        var hashes = Array.ConvertAll(Photos, PerceptualHash.Of);
        for (int i = 0; i < hashes.Length; i++)
        {
            Assert.True(hashes[i].DistanceTo(PerceptualHash.Of(Photos[i].FlipHorizontally())) > DatasetCheckRequest.UsualDistance);
            for (int j = i + 1; j < hashes.Length; j++) Assert.True(hashes[i].DistanceTo(hashes[j]) > DatasetCheckRequest.UsualDistance, $"{i} and {j}: {hashes[i].DistanceTo(hashes[j])}");
        }
    }

    [Fact]
    public void Of_OneColour_IsZero() => Assert.Equal(0UL, PerceptualHash.Of(new PixelImage(50, 70)).Bits);
}
