using System.Text;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio;
using Senmitsu.Studio.Upscaling;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Studio.Upscaling;

public sealed class UpscaleImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_WithASecondUpscaler_MixesBothAsPillowBlends()
    {
        var picture = _folder.File("a.png");
        var image = new PixelImage(8, 8);
        new Random(1).NextBytes(image.Pixels);
        File.WriteAllBytes(picture, ImageFile.EncodePng(image));
        var request = new UpscaleRequest { Pictures = [picture], Upscaler = "Lanczos", Scale = 2, OutputFolder = _folder.File("out", "x")[..^2] };

        var first = Upscale(request);
        var second = Upscale(request with { Upscaler = "Nearest" });
        var mixed = Upscale(request with { SecondUpscaler = "Nearest", SecondVisibility = 0.25 });
        for (var i = 0; i < mixed.Image.Pixels.Length; i++)
        {
            var exact = (first.Image.Pixels[i] * 0.75) + (second.Image.Pixels[i] * 0.25);
            Assert.Equal((int)exact, mixed.Image.Pixels[i]);
        }

        var text = Encoding.Latin1.GetString(File.ReadAllBytes(mixed.Path));
        Assert.Contains("Postprocess upscale by: 2, Postprocess upscaler: Lanczos, Postprocess upscaler 2: Nearest", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nearest", 0, "--upscaler-2 and --upscaler-2-visibility belong together")]
    [InlineData(null, 0.5, "--upscaler-2 and --upscaler-2-visibility belong together")]
    [InlineData("Nearest", 1.5, "must lie between 0 and 1")]
    [InlineData("Latent", 0.5, "--upscaler-2 Latent works on latents only")]
    public void Run_SecondUpscalerThatCannotBe_SaysWhy(string? name, double visibility, string message)
    {
        var picture = _folder.File("a.png");
        File.WriteAllBytes(picture, ImageFile.EncodePng(new PixelImage(8, 8)));
        var request = new UpscaleRequest { Pictures = [picture], Upscaler = "Lanczos", SecondUpscaler = name, SecondVisibility = visibility, OutputFolder = _folder.File("out", "x")[..^2] };
        Assert.Contains(message, Assert.Throws<UserErrorException>(() => Upscale(request)).Message, StringComparison.Ordinal);
    }

    private (PixelImage Image, string Path) Upscale(UpscaleRequest request)
    {
        using var studio = new StudioServices(_folder.Path, _ => null, TimeProvider.System);
        var saved = new List<string>();
        studio.UpscaleImages.Run(request, saved.Add, TestContext.Current.CancellationToken);
        return (ImageFile.Read(saved.Single()), saved.Single());
    }
}
