using System.Runtime.InteropServices;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Numerics.Images;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Numerics.Images;

/// <summary>Resized training pictures against those of sd-scripts, byte by byte.</summary>
[Trait("Category", Golden.Trait)]
public sealed class ResizeGoldenTests(ITestOutputHelper output)
{
    [Fact]
    public void ResizeAndCrop_EveryCase_EqualsReference()
    {
        using var file = SafetensorsFile.Open(Golden.File("resize.safetensors"));
        var cases = file.Tensors.Keys.Where(n => n.EndsWith(".image", StringComparison.Ordinal)).Select(n => n[..^6]).ToArray();
        Assert.NotEmpty(cases);
        foreach (var name in cases)
        {
            var image = Picture(file, $"{name}.image");
            var expected = Picture(file, $"{name}.result");
            var resized = Size(file, $"{name}.resized_w_h");
            var bucket = Size(file, $"{name}.bucket_w_h");
            bool isArea = image.Width >= resized.Width && image.Height >= resized.Height;
            output.WriteLine($"{name}: {image.Size} → {resized} → {bucket} · {(isArea ? "area" : "Lanczos")}");

            var actual = KohyaResize.ResizeAndCrop(image, resized, bucket);
            Assert.Equal(expected.Size, actual.Size);
            AssertEqual(name, expected, actual);
        }
    }

    private static void AssertEqual(string name, PixelImage expected, PixelImage actual)
    {
        int wrong = 0, worst = 0, index = 0;
        for (int i = 0; i < expected.Pixels.Length; i++)
        {
            int difference = Math.Abs(expected.Pixels[i] - actual.Pixels[i]);
            if (difference > 0) wrong++;
            if (difference > worst) (worst, index) = (difference, i);
        }

        Assert.True(wrong == 0, $"{name}: {wrong} of {expected.Pixels.Length} bytes differ, the worst by {worst} at {index}");
    }

    private static PixelImage Picture(SafetensorsFile file, string name)
    {
        var tensor = file.Tensors[name];
        return new PixelImage((int)tensor.Shape[1], (int)tensor.Shape[0], file.Bytes(tensor).ToArray());
    }

    private static ImageSize Size(SafetensorsFile file, string name)
    {
        var sides = MemoryMarshal.Cast<byte, long>(file.Bytes(file.Tensors[name]));
        return new ImageSize((int)sides[0], (int)sides[1]);
    }
}
