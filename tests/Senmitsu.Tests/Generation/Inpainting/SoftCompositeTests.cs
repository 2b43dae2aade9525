using Senmitsu.Generation.Inpainting;
using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Generation.Inpainting;

public sealed class SoftCompositeTests
{
    [Theory]
    [InlineData(0.0, 0)] // nothing changed: the original shows
    [InlineData(50.0, 254)] // much changed: the result shows
    public void Mask_FollowsTheChange(double change, byte least) => TensorLeaks.AssertNone(() =>
    {
        using var scope = NewDisposeScope();
        var original = randn(1, 4, 8, 8);
        var mask = SoftComposite.Mask(original, original + change, full(1, 1, 8, 8, 0.5f), new SoftInpaintSettings(), new ImageSize(64, 64));
        Assert.Equal((64, 64), (mask.Width, mask.Height));
        Assert.All(mask.Pixels, value => Assert.InRange(value, least, least == 0 ? 0 : 255));
    });

    // At the threshold half of the original shows: 1 − smootherstep(1/2) = 1/2, cut off to a whole byte.
    [Fact]
    public void Mask_AtTheThreshold_IsHalf()
    {
        using var scope = NewDisposeScope();
        var settings = new SoftInpaintSettings { DifferenceThreshold = 3 };
        var original = zeros(1, 4, 8, 8);
        var result = original + 3 / 2.0 * (0.5 / 0.50001); // four channels: the distance is twice that, and the bias is ½/(1.00001 − ½)
        Assert.All(SoftComposite.Mask(original, result, ones(1, 1, 8, 8), settings, new ImageSize(8, 8)).Pixels, value => Assert.InRange(value, 126, 128));
    }

    [Fact]
    public void Mask_WithFullInfluence_FollowsTheMask()
    {
        using var scope = NewDisposeScope();
        var repaint = cat([zeros(1, 1, 8, 16), ones(1, 1, 8, 16)], 2);
        var original = randn(1, 4, 16, 16);
        var mask = SoftComposite.Mask(original, original + 0.3, repaint, new SoftInpaintSettings { MaskInfluence = 1 }, new ImageSize(128, 128));
        Assert.Equal(0, mask.Row(8)[0]);
        Assert.Equal(255, mask.Row(120)[0]);
    }
}
