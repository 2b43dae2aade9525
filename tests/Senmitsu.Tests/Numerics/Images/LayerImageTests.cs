using Senmitsu.Numerics.Images;

namespace Senmitsu.Tests.Numerics.Images;

public sealed class LayerImageTests
{
    [Fact]
    public void Cover_WithWhatWasPunched_RestoresTheUnmaskedAndKeepsTheMasked()
    {
        var (original, result, mask) = (Noise(1), Noise(2), GreyImages.FromValues([.. Enumerable.Range(0, 256).Select(i => (byte)i)], 16));
        var canvas = LayerImage.Placed(result, 0, 0, result.Size);
        canvas.Cover(LayerImage.PunchedPremultiplied(original, mask).Unpremultiplied());
        var mixed = canvas.ToImage();
        for (var i = 0; i < mixed.Pixels.Length; i++)
        {
            var share = mask.Pixels[i] / 255.0;
            var expected = (original.Pixels[i] * (1 - share)) + (result.Pixels[i] * share);
            Assert.Equal(expected, mixed.Pixels[i], share is 0 or 1 ? 0 : 2.0); // 8-bit steps: premultiplied, divided, composited
        }
    }

    [Fact]
    public void Cover_OfATransparentCanvas_AddsOpacity()
    {
        var canvas = new LayerImage(1, 1);
        var half = LayerImage.PunchedPremultiplied(new PixelImage(1, 1, [200, 100, 0]), GreyImages.FromValues([127], 1)).Unpremultiplied();
        canvas.Cover(half);
        canvas.Cover(half);
        Assert.Equal(192, canvas.Pixels[3]); // 128 + 128·(255 − 128)/255
        Assert.InRange(canvas.Pixels[0], 199, 200);
        Assert.InRange(canvas.Pixels[1], 99, 100);
    }

    [Fact]
    public void Punched_OfAnotherSize_IsRefused() => Assert.Throws<ArgumentException>(() => LayerImage.PunchedPremultiplied(Noise(1), new PixelImage(2, 2)));

    private static PixelImage Noise(int seed)
    {
        var image = new PixelImage(16, 16);
        new Random(seed).NextBytes(image.Pixels);
        return image;
    }
}
