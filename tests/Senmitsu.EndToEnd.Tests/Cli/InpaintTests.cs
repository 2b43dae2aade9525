using Senmitsu.EndToEnd.Tests.Testing;
using Senmitsu.Formats.Png;

namespace Senmitsu.EndToEnd.Tests.Cli;

public sealed class InpaintTests : IDisposable
{
    private const int MaskLeft = 56, MaskTop = 48, MaskRight = 88, MaskBottom = 80;

    private readonly Workspace _workspace = new();

    public InpaintTests()
    {
        PlainPng.Write(_workspace.File("絵.png"), 160, 128, Color);
        PlainPng.Write(_workspace.File("mask.png"), 160, 128, (x, y) => x is >= MaskLeft and < MaskRight && y is >= MaskTop and < MaskBottom ? White : Black);
    }

    private static (byte, byte, byte) White => (255, 255, 255);

    private static (byte, byte, byte) Black => (0, 0, 0);

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task OnlyMasked_KeepsSizeAndEveryPixelOutside_AndRepeatsFromItsInfotext()
    {
        string[] mask = ["--init-image", _workspace.File("絵.png"), "--mask", _workspace.File("mask.png")];
        (await _workspace.Cli.RunAsync(["img2img", .. _workspace.Quick([.. mask, "--prompt", "a cat", "--only-masked", "--inpaint-full-res-padding", "16", "--inpainting-fill", "latent noise", "--mask-blur", "2", "--sampler", "Euler a"])])).Succeeded();
        var (width, height, pixels) = PlainPng.Read(_workspace.File("pictures", "00000-42.png"));
        Assert.Equal((160, 128), (width, height));
        var changed = Changed(pixels, 5); // the blur reaches 2.5·2 pixels
        Assert.Equal(0, changed.Outside);
        Assert.True(changed.Inside > 500, $"{changed.Inside} pixels changed inside the mask");
        Assert.Contains("Denoising strength: 0.75, RNG: NV, Mask blur: 2, Inpaint area: Only masked, Masked area padding: 16, Masked content: latent noise, Version: ", Infotext("00000-42.png"), StringComparison.Ordinal);

        string[] again = ["img2img", "--model", Workspace.TinyModel, "--tokenizer", Workspace.Tokenizer, "--output", _workspace.File("pictures"), "--from", _workspace.File("pictures", "00000-42.png"), "--init-image", _workspace.File("絵.png")];
        (await _workspace.Cli.RunAsync([.. again, "--mask", _workspace.File("mask.png")])).Succeeded();
        Assert.Equal(await File.ReadAllBytesAsync(_workspace.File("pictures", "00000-42.png"), TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(_workspace.File("pictures", "00001-42.png"), TestContext.Current.CancellationToken));
        var forgotten = (await _workspace.Cli.RunAsync(again)).Succeeded();
        Assert.Contains("was made with a mask", forgotten.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WholePicture_WithAMaskOfAnotherSize_IsResizedAsThePictureIs()
    {
        PlainPng.Write(_workspace.File("small.png"), 80, 64, (x, y) => x is >= MaskLeft / 2 and < MaskRight / 2 && y is >= MaskTop / 2 and < MaskBottom / 2 ? White : Black);
        (await _workspace.Cli.RunAsync(["img2img", .. _workspace.Quick("--resize-by", "1", "--init-image", _workspace.File("絵.png"), "--mask", _workspace.File("small.png"), "--mask-blur", "0", "--sampler", "DDIM", "--color-correction", "--soft-inpainting", "false")])).Succeeded();
        var changed = Changed(PlainPng.Read(_workspace.File("pictures", "00000-42.png")).Pixels, 6); // Lanczos rings up to three pixels of the small mask
        Assert.Equal(0, changed.Outside);
        Assert.True(changed.Inside > 500);
    }

    [Fact]
    public async Task SoftInpainting_WritesItsSettingsAndRepeats()
    {
        string[] source = ["--init-image", _workspace.File("絵.png"), "--mask", _workspace.File("mask.png")];
        (await _workspace.Cli.RunAsync(["img2img", .. _workspace.Quick([.. source, "--soft-inpainting", "--soft-inpainting-mask-influence", "0.5", "--mask-blur", "12", "--resize-mode", "1", "--batch-size", "2"])])).Succeeded();
        Assert.Contains("Resize mode: Crop and resize, Mask blur: 12, Soft inpainting enabled: True, Soft inpainting schedule bias: 1, Soft inpainting preservation strength: 0.5, Soft inpainting transition contrast boost: 4, Soft inpainting mask influence: 0.5, ", Infotext("00000-42.png"), StringComparison.Ordinal);
        (await _workspace.Cli.RunAsync(["img2img", "--model", Workspace.TinyModel, "--tokenizer", Workspace.Tokenizer, "--output", _workspace.File("pictures"), "--from", _workspace.File("pictures", "00000-42.png"), "--batch-size", "2", .. source])).Succeeded();
        Assert.Equal(await File.ReadAllBytesAsync(_workspace.File("pictures", "00000-42.png"), TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(_workspace.File("pictures", "00002-42.png"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task BlankMask_IsSaidAndThePictureIsMade()
    {
        PlainPng.Write(_workspace.File("blank.png"), 160, 128, (_, _) => Black);
        string[] source = ["--init-image", _workspace.File("絵.png"), "--mask", _workspace.File("blank.png")];
        var whole = (await _workspace.Cli.RunAsync(["img2img", .. _workspace.Quick([.. source, "--resize-by", "1"])])).Succeeded();
        Assert.Contains("masks nothing", whole.Error, StringComparison.Ordinal);
        Assert.Equal(0, Changed(PlainPng.Read(_workspace.File("pictures", "00000-42.png")).Pixels, 0) is var (outside, inside) ? outside + inside : 1);
        var part = (await _workspace.Cli.RunAsync(["img2img", .. _workspace.Quick([.. source, "--only-masked"])])).Succeeded();
        Assert.Contains("the whole picture is made, as without a mask", part.Error, StringComparison.Ordinal);
        Assert.Equal(128, PlainPng.Read(_workspace.File("pictures", "00001-42.png")).Width);
    }

    [Fact]
    public async Task StrengthZero_WithExactSteps_RunsNoStepAndKeepsThePicture()
    {
        string[] source = ["--init-image", _workspace.File("絵.png"), "--mask", _workspace.File("mask.png"), "--denoising-strength", "0", "--resize-by", "1"];
        (await _workspace.Cli.RunAsync(["img2img", .. _workspace.Quick([.. source, "--exact-steps"])])).Succeeded();
        (await _workspace.Cli.RunAsync(["img2img", .. _workspace.Quick(source)])).Succeeded();
        Assert.Equal(0, Changed(PlainPng.Read(_workspace.File("pictures", "00000-42.png")).Pixels, 16).Outside);
    }

    [Fact]
    public async Task InpaintingModel_IsKnownByItsShapeAndSeesTheMask()
    {
        var model = _workspace.File("tiny-inpainting.safetensors");
        InpaintingModel.Write(model, 9, i => 0.2f * MathF.Sin(i));
        string[] quick = [.. _workspace.Quick("--prompt", "a cat").Select(word => word == Workspace.TinyModel ? model : word)];
        (await _workspace.Cli.RunAsync(["txt2img", .. quick])).Succeeded();
        (await _workspace.Cli.RunAsync(["img2img", .. quick, "--resize-by", "1", "--init-image", _workspace.File("絵.png"), "--mask", _workspace.File("mask.png"), "--inpainting-mask-weight", "0.4", "--invert-mask"])).Succeeded();
        Assert.Contains("Model: tiny-inpainting, Conditional mask weight: 1.0, RNG: NV", Infotext("00000-42.png"), StringComparison.Ordinal);
        Assert.Contains("Denoising strength: 0.75, Conditional mask weight: 0.4, RNG: NV, Mask mode: Inpaint not masked, Mask blur: 4, ", Infotext("00001-42.png"), StringComparison.Ordinal);
        var pixels = PlainPng.Read(_workspace.File("pictures", "00001-42.png")).Pixels;
        var (red, green, blue) = Color(72, 64);
        Assert.Equal([red, green, blue], pixels.AsSpan(((64 * 160) + 72) * 3, 3).ToArray());
    }

    [Fact]
    public async Task Training_OnAnInpaintingModel_IsRefused()
    {
        var model = _workspace.File("tiny-inpainting.safetensors");
        InpaintingModel.Write(model, 9, _ => 0);
        string[] training = [.. _workspace.QuickTraining(_workspace.Photographs(1), "--max_train_steps", "1").Select(word => word == Workspace.TinyModel ? model : word)];
        (await _workspace.Cli.RunAsync(training)).Refused("9 channels", "made for inpainting");
    }

    [Theory]
    [InlineData("mask-blur-x", "--mask-blur-x", "-1")]
    [InlineData("inpaint-full-res-padding", "--inpaint-full-res-padding", "-4")]
    [InlineData("latent nothing", "--inpainting-fill", "paint")]
    [InlineData("soft-inpainting-contrast-boost", "--soft-inpainting", "--soft-inpainting-contrast-boost", "0")]
    [InlineData("does not exist", "--mask", "nowhere.png")]
    [InlineData("--resize-by", "--resize-by", "100")]
    [InlineData("without --input-dir", "--mask-dir", ".")]
    public async Task BadOptions_AreRefused(string part, params string[] options) =>
        (await _workspace.Cli.RunAsync(["img2img", .. _workspace.Quick(["--init-image", _workspace.File("絵.png"), .. options])])).Refused(part);

    [Fact]
    public async Task BrokenMask_IsNamed()
    {
        await File.WriteAllTextAsync(_workspace.File("broken.png"), "no picture", TestContext.Current.CancellationToken);
        (await _workspace.Cli.RunAsync(["img2img", .. _workspace.Quick("--init-image", _workspace.File("絵.png"), "--mask", _workspace.File("broken.png"))])).Refused("broken.png");
        Assert.Empty(_workspace.Names("pictures"));
    }

    private static (byte Red, byte Green, byte Blue) Color(int x, int y) => ((byte)(40 + x), (byte)(60 + y), (byte)(((x * 7) + (y * 3)) % 256));

    /// <summary>Pixels that differ from the picture, outside and inside the mask with a margin.</summary>
    private static (int Outside, int Inside) Changed(byte[] pixels, int margin)
    {
        int outside = 0, inside = 0;
        for (var i = 0; i < pixels.Length; i += 3)
        {
            var (x, y) = (i / 3 % 160, i / 3 / 160);
            var (red, green, blue) = Color(x, y);
            if (pixels[i] == red && pixels[i + 1] == green && pixels[i + 2] == blue) continue;
            var isInside = x >= MaskLeft - margin && x < MaskRight + margin && y >= MaskTop - margin && y < MaskBottom + margin;
            if (isInside) inside++;
            else outside++;
        }

        return (outside, inside);
    }

    private string Infotext(string name)
    {
        using var stream = File.OpenRead(_workspace.File("pictures", name));
        return PngTextChunks.Read(stream).Single(chunk => chunk.Keyword == PngTextChunks.ParametersKeyword).Text;
    }
}
