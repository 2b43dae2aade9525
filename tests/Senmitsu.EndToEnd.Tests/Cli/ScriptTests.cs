using System.Text.Json;
using Senmitsu.EndToEnd.Tests.Testing;
using Senmitsu.Formats.Png;

namespace Senmitsu.EndToEnd.Tests.Cli;

/// <summary>AUTOMATIC1111's scripts from the command line.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public ScriptTests() => PlainPng.Write(_workspace.File("絵.png"), 128, 128, (x, y) => ((byte)(x * 2), (byte)(y * 2), 90));

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Loopback_MakesPicturesOneOfTheOtherAndOneOfThemAgainFromItsInfotext()
    {
        string[] source = ["--init-image", _workspace.File("絵.png"), "--prompt", "a cat"];
        var result = (await _workspace.Cli.RunAsync(["img2img", .. _workspace.Quick([.. source, "--script", "loopback", "--loops", "3", "--final-denoising-strength", "0.25", "--denoising-curve", "lazy", "--json"])])).Succeeded();
        using var answer = JsonDocument.Parse(result.Output);
        Assert.Equal([42, 43, 44], answer.RootElement.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("seed").GetInt64()));
        Assert.Single(answer.RootElement.GetProperty("grids").EnumerateArray());
        Assert.Contains("Final denoising strength: 0.25, Denoising curve: Lazy", Infotext("00002-44.png"), StringComparison.Ordinal);

        string[] again = ["img2img", "--model", Workspace.TinyModel, "--tokenizer", Workspace.Tokenizer, "--output", _workspace.File("again"), "--from", _workspace.File("pictures", "00002-44.png"), "--init-image", _workspace.File("pictures", "00001-43.png")];
        (await _workspace.Cli.RunAsync(again)).Succeeded();
        Assert.Equal(PlainPng.Read(_workspace.File("pictures", "00002-44.png")).Pixels, PlainPng.Read(_workspace.File("again", "00000-44.png")).Pixels);
    }

    [Fact]
    public async Task PromptMatrix_MakesEveryCombinationAndAGrid()
    {
        var result = (await _workspace.Cli.RunAsync(["txt2img", .. _workspace.Quick("--prompt", "a cat|at night|犬", "--script", "prompt-matrix", "--put-at-start", "--different-seeds", "--variations-delimiter", "space", "--margin-size", "8", "--json")])).Succeeded();
        using var answer = JsonDocument.Parse(result.Output);
        Assert.Equal(["a cat", "at night a cat", "犬 a cat", "at night 犬 a cat"], answer.RootElement.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("infotext").GetString()!.Split('\n')[0]));
        Assert.Equal([42, 43, 44, 45], answer.RootElement.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("seed").GetInt64()));
        var (width, height, _) = PlainPng.Read(_workspace.File("pictures", "grid-0000.png"));
        Assert.True(width == 96 + 2 * 128 + 8 && height > 2 * 128 + 8, $"the grid has {width}×{height} pixels");
    }

    [Fact]
    public async Task PromptsFromFile_MakesEveryLineAndSaysWhichCannotBeMade()
    {
        await File.WriteAllTextAsync(_workspace.File("行.txt"), "犬\n\n--prompt \"a dog\" --steps 2 --seed 5 --n_iter 2\n", TestContext.Current.CancellationToken);
        string[] script = ["--prompt", "photo of", "--script", "prompts-from-file", "--prompt-position", "end", "--iterate-seed", "--prompts-file"];
        var result = (await _workspace.Cli.RunAsync(["txt2img", .. _workspace.Quick([.. script, _workspace.File("行.txt"), "--make-combined", "--json"])])).Succeeded();
        using var answer = JsonDocument.Parse(result.Output);
        Assert.Equal(["photo of 犬 42", "photo of a dog 5", "photo of a dog 6"], answer.RootElement.GetProperty("images").EnumerateArray().Select(image => $"{image.GetProperty("infotext").GetString()!.Split('\n')[0]} {image.GetProperty("seed").GetInt64()}"));
        Assert.Contains("Steps: 2,", Infotext("00001-5.png"), StringComparison.Ordinal);
        Assert.Equal((256, 256), PlainPng.Read(_workspace.File("pictures", "grid-0000.png")) is var (width, height, _) ? (width, height) : default);

        await File.WriteAllTextAsync(_workspace.File("bad.txt"), "a\n--restore_faces true", TestContext.Current.CancellationToken);
        (await _workspace.Cli.RunAsync(["txt2img", .. _workspace.Quick([.. script, _workspace.File("bad.txt")])])).Refused("line 2: --restore_faces");
        (await _workspace.Cli.RunAsync(["txt2img", .. _workspace.Quick([.. script, _workspace.File("missing.txt")])])).Refused("missing.txt does not exist");
        Assert.Equal(5, _workspace.Names("pictures").Count);
    }

    [Fact]
    public async Task SdUpscale_MakesALargerPictureOfTiles()
    {
        var result = (await _workspace.Cli.RunAsync(["img2img", .. _workspace.Quick("--init-image", _workspace.File("絵.png"), "--script", "sd-upscale", "--upscaler", "Lanczos", "--scale-factor", "1.5", "--tile-overlap", "32", "--batch-count", "2", "--denoising-strength", "0.3", "--json")])).Succeeded();
        using var answer = JsonDocument.Parse(result.Output);
        Assert.Equal([42, 43], answer.RootElement.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("seed").GetInt64()));
        Assert.Equal(["00000-42.png", "00001-43.png"], _workspace.Names("pictures"));
        Assert.Equal((192, 192), PlainPng.Read(_workspace.File("pictures", "00001-43.png")) is var (width, height, _) ? (width, height) : default);
        Assert.Contains("Seed: 43, Size: 128x128", Infotext("00001-43.png"), StringComparison.Ordinal);
        Assert.Contains("SD upscale overlap: 32, SD upscale upscaler: Lanczos", Infotext("00001-43.png"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("img2img", "--loops belongs to --script loopback", "--loops", "3")]
    [InlineData("img2img", "loops = 99: must lie between 1 and 32", "--script", "loopback", "--loops", "99")]
    [InlineData("img2img", "cannot be used together", "--script", "loopback", "--xyz", "x:steps=1,2")]
    [InlineData("img2img", "--script bogus is unknown here. Use ", "--script", "bogus")]
    [InlineData("img2img", "takes no mask", "--script", "sd-upscale", "--mask", "MASK")]
    [InlineData("txt2img", "--prompts-file is missing", "--script", "prompts-from-file")]
    [InlineData("txt2img", "must lie between 0 and 500", "--script", "prompt-matrix", "--margin-size", "-2")]
    [InlineData("txt2img", "--script loopback is unknown here. Use prompt-matrix", "--script", "loopback")]
    public async Task WhatDoesNotFit_IsRefused(string verb, string message, params string[] options)
    {
        string[] source = verb == "img2img" ? ["--init-image", _workspace.File("絵.png")] : [];
        (await _workspace.Cli.RunAsync([verb, .. _workspace.Quick([.. source, .. options.Select(option => option == "MASK" ? _workspace.File("絵.png") : option)])])).Refused(message);
        Assert.Empty(_workspace.Names("pictures"));
    }

    private string Infotext(string name)
    {
        using var stream = File.OpenRead(_workspace.File("pictures", name));
        return PngTextChunks.Read(stream).Single(chunk => chunk.Keyword == PngTextChunks.ParametersKeyword).Text;
    }
}
