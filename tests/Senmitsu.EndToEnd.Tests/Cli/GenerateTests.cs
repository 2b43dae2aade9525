using System.Text.Json;
using Senmitsu.EndToEnd.Tests.Testing;
using Senmitsu.Formats.Png;

namespace Senmitsu.EndToEnd.Tests.Cli;

public sealed class GenerateTests
{
    [Fact]
    public async Task TextToImage_SameSettings_RepeatsToTheByteAndFromItsOwnInfotext()
    {
        using var workspace = new Workspace();
        var first = await workspace.Cli.RunAsync(["txt2img", .. workspace.Quick("--prompt", "a (red:1.2) 犬, [blurry] \\(x\\)", "--negative-prompt", "low quality", "--sampler", "Euler a", "--clip-skip", "2")]);
        first.Succeeded();
        var again = await workspace.Cli.RunAsync(["txt2img", "--model", Workspace.TinyModel, "--tokenizer", Workspace.Tokenizer, "--output", workspace.File("pictures"), "--from", workspace.File("pictures", "00000-42.png")]);
        again.Succeeded();
        Assert.Equal(["00000-42.png", "00001-42.png"], workspace.Names("pictures"));
        Assert.Equal(await Bytes(workspace, "00000-42.png"), await Bytes(workspace, "00001-42.png"));
        var infotext = Infotext(workspace.File("pictures", "00000-42.png"));
        Assert.StartsWith("a (red:1.2) 犬, [blurry] \\(x\\)\nNegative prompt: low quality\nSteps: 3, Sampler: Euler a, Schedule type: Automatic, CFG scale: 7, Seed: 42, Size: 128x128, Model hash: ", infotext, StringComparison.Ordinal);
        Assert.Contains("Clip skip: 2, RNG: NV, Version: senmitsu-", infotext, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextToImage_Batch_EqualsTheSameSeedsAlone()
    {
        using var workspace = new Workspace();
        var batch = (await workspace.Cli.RunAsync(["txt2img", .. workspace.Quick("--prompt", "a cat", "--batch-size", "2", "--batch-count", "2", "--json")])).Succeeded();
        using var answer = JsonDocument.Parse(batch.Output);
        Assert.Equal([42, 43, 44, 45], answer.RootElement.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("seed").GetInt64()));
        var single = workspace.Quick("--prompt", "a cat").Select(word => word == "42" ? "45" : word).ToArray();
        (await workspace.Cli.RunAsync(["txt2img", .. single])).Succeeded();
        Assert.Contains("00004-45.png", workspace.Names("pictures"));
    }

    [Fact]
    public async Task ImageToImage_StrengthDecidesHowMuchIsKept()
    {
        using var workspace = new Workspace();
        var photo = Directory.GetFiles(Golden.Reference("photos"), "*.jpg").Order(StringComparer.Ordinal).First();
        foreach (var (strength, resize) in new[] { ("0.1", "0"), ("0.9", "1"), ("0.5", "2"), ("0.5", "3") })
        {
            (await workspace.Cli.RunAsync(["img2img", .. workspace.Quick("--prompt", "a dog", "--init-image", photo, "--denoising-strength", strength, "--resize-mode", resize)])).Succeeded();
        }

        Assert.Equal(4, workspace.Names("pictures").Count);
        Assert.Contains("Denoising strength: 0.1", Infotext(workspace.File("pictures", "00000-42.png")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextToImage_UnknownLora_IsSaidAndThePictureIsMade()
    {
        using var workspace = new Workspace();
        var result = (await workspace.Cli.RunAsync(["txt2img", .. workspace.Quick("--prompt", "<lora:nowhere:1> a cat")])).Succeeded();
        Assert.Contains("Lora not found: nowhere", result.Error, StringComparison.Ordinal);
        Assert.Contains("Lora not found: nowhere", Infotext(workspace.File("pictures", "00000-42.png")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextToImage_HiresFixWithVariation_RepeatsFromItsOwnInfotext()
    {
        using var workspace = new Workspace();
        string[] options =
        [
            "--prompt", "a cat", "--sampler", "DPM++ 2M SDE", "--rng", "cpu", "--variation-seed", "7", "--variation-strength", "0.3", "--eta", "0.8",
            "--enable-hr", "--hr-scale", "1.5", "--hr-upscaler", "Latent (bicubic)", "--hr-steps", "2", "--hr-denoising", "0.6", "--hr-prompt", "a big cat",
        ];
        (await workspace.Cli.RunAsync(["txt2img", .. workspace.Quick(options)])).Succeeded();
        (await workspace.Cli.RunAsync(["txt2img", "--model", Workspace.TinyModel, "--tokenizer", Workspace.Tokenizer, "--output", workspace.File("pictures"), "--from", workspace.File("pictures", "00000-42.png")])).Succeeded();
        Assert.Equal(await Bytes(workspace, "00000-42.png"), await Bytes(workspace, "00001-42.png"));
        var infotext = Infotext(workspace.File("pictures", "00000-42.png"));
        Assert.Contains("Variation seed: 7, Variation seed strength: 0.3, Denoising strength: 0.6, RNG: CPU, Hires prompt: a big cat, Hires upscale: 1.5, Hires steps: 2, Hires upscaler: Latent (bicubic), Eta: 0.8, ", infotext, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Lanczos")]
    [InlineData("Nearest")]
    [InlineData("Latent (nearest-exact)")]
    public async Task TextToImage_HiresFixToASize_MakesAPictureOfIt(string upscaler)
    {
        using var workspace = new Workspace();
        (await workspace.Cli.RunAsync(["txt2img", .. workspace.Quick("--prompt", "a cat", "--enable-hr", "--hr-resize-x", "192", "--hr-resize-y", "160", "--hr-steps", "1", "--hr-upscaler", upscaler)])).Succeeded();
        var header = await Bytes(workspace, "00000-42.png");
        Assert.Equal((192, 160), (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(16)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(20))));
    }

    private static string Infotext(string path)
    {
        using var stream = File.OpenRead(path);
        return PngTextChunks.Read(stream).Single(chunk => chunk.Keyword == PngTextChunks.ParametersKeyword).Text;
    }

    private static Task<byte[]> Bytes(Workspace workspace, string name) => File.ReadAllBytesAsync(workspace.File("pictures", name), TestContext.Current.CancellationToken);
}
