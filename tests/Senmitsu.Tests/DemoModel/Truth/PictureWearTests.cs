using Senmitsu.DemoModel.Truth;
using Senmitsu.Numerics.Images;
using static TorchSharp.torch;

namespace Senmitsu.Tests.DemoModel.Truth;

public sealed class PictureWearTests
{
    [Fact]
    public void Apply_Portraits_ChangesThemALittleAndStaysInRange()
    {
        using var scope = NewDisposeScope();
        var pixels = cat([TensorImages.ToPixels(PaintedPeople.Of(1)), TensorImages.ToPixels(PaintedPeople.Of(2))], 0);
        for (var seed = 0; seed < 20; seed++)
        {
            using var generator = new Generator((ulong)seed, CPU);
            var worn = PictureWear.Apply(pixels, new Random(seed), generator);
            Assert.Equal(pixels.shape, worn.shape);
            Assert.InRange(worn.min().item<float>(), -1, 1);
            Assert.InRange(worn.max().item<float>(), -1, 1);
            Assert.InRange(worn.sub(pixels).abs().mean().item<float>(), 0.002f, 0.35f);
        }
    }
}
