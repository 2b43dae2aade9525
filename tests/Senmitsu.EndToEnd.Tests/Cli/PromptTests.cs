using System.Text.Json;
using Senmitsu.EndToEnd.Tests.Testing;
using Senmitsu.Formats.Png;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.EndToEnd.Tests.Cli;

/// <summary>Prompt grammar, styles, wildcards, embeddings and grids, from the command line to the infotext and back.</summary>
public sealed class PromptTests
{
    [Fact]
    public async Task TextToImage_WithEverythingInThePrompt_ComesBackFromItsInfotext()
    {
        using var workspace = new Workspace();
        WriteEmbedding(workspace.File("embeddings", "my-style.safetensors"));
        await File.WriteAllTextAsync(workspace.File("styles.csv"), "name,prompt,negative_prompt\nfilm,\"35mm, {prompt}\",blurry", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(workspace.File("wildcards", "animal.txt"), "犬", TestContext.Current.CancellationToken);
        string[] folders = ["--embeddings-dir", workspace.File("embeddings"), "--wildcards-dir", workspace.File("wildcards")];
        (await workspace.Cli.RunAsync(["txt2img", .. workspace.Quick(
            "--prompt", "a [red:(blue:1.2):0.5] __animal__ in my-style AND [day|night] :0.5", "--styles", "film", "--styles-file", workspace.File("styles.csv"),
            "--emphasis", "No norm", "--ngms", "3", "--sampler", "Euler a"), .. folders])).Succeeded();

        var infotext = Infotext(workspace.File("pictures", "00000-42.png"));
        Assert.Contains("犬", infotext, StringComparison.Ordinal);
        Assert.Contains("Negative prompt: blurry", infotext, StringComparison.Ordinal);
        Assert.Contains("TI hashes: \"my-style: ", infotext, StringComparison.Ordinal);
        Assert.Contains("Emphasis: No norm, NGMS: 3", infotext, StringComparison.Ordinal);

        await File.WriteAllTextAsync(workspace.File("parameters.txt"), infotext, TestContext.Current.CancellationToken);
        (await workspace.Cli.RunAsync(["txt2img", "--model", Workspace.TinyModel, "--tokenizer", Workspace.Tokenizer, "--output", workspace.File("pictures"), "--from", workspace.File("parameters.txt"), .. folders])).Succeeded();
        Assert.Equal(await Bytes(workspace, "00000-42.png"), await Bytes(workspace, "00001-42.png"));
    }

    [Fact]
    public async Task TextToImage_WithWildcardsAndAVariation_VariesTheSecondSeedAlone()
    {
        using var workspace = new Workspace();
        await File.WriteAllTextAsync(workspace.File("wildcards", "animal.txt"), "犬", TestContext.Current.CancellationToken);
        string[] variation = ["--variation-seed", "7", "--variation-strength", "0.3", "--batch-count", "2", "--wildcards-dir", workspace.File("wildcards")];
        (await workspace.Cli.RunAsync(["txt2img", .. workspace.Quick("--prompt", "__animal__"), .. variation])).Succeeded();
        (await workspace.Cli.RunAsync(["txt2img", .. workspace.Quick("--prompt", "犬"), .. variation])).Succeeded();
        Assert.Contains("Variation seed: 8", Infotext(workspace.File("pictures", "00001-42.png")), StringComparison.Ordinal);
        Assert.Equal(await Bytes(workspace, "00002-42.png"), await Bytes(workspace, "00000-42.png"));
        Assert.Equal(await Bytes(workspace, "00003-42.png"), await Bytes(workspace, "00001-42.png"));
    }

    [Fact]
    public async Task TextToImage_WithAPromptOfItsOwnInTheSecondPass_ComesBackFromItsInfotext()
    {
        using var workspace = new Workspace();
        await File.WriteAllTextAsync(workspace.File("styles.csv"), "name,prompt,negative_prompt\nfilm,\"35mm, {prompt}\",grain", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(workspace.File("wildcards", "animal.txt"), "犬", TestContext.Current.CancellationToken);
        File.Copy(Workspace.TinyModel, workspace.File("webui", "models", "Stable-diffusion", "anime", "second.safetensors"));
        File.Copy(Golden.File("lora_random_fp16.safetensors"), workspace.File("webui", "models", "Lora", "x.safetensors"));
        string[] folders = ["--models", Path.Combine(workspace.Folder, "webui"), "--wildcards-dir", workspace.File("wildcards")];
        (await workspace.Cli.RunAsync(["txt2img", .. workspace.Quick(
            "--prompt", "a cat", "--negative-prompt", "blurry", "--styles", "film", "--styles-file", workspace.File("styles.csv"),
            "--enable-hr", "--hr-scale", "1.5", "--hr-steps", "1", "--hr-checkpoint", "anime/second", "--hr-prompt", "a __animal__ <lora:x:0.5> # big", "--hr-negative-prompt", "dim"), .. folders])).Succeeded();

        var infotext = Infotext(workspace.File("pictures", "00000-42.png"));
        Assert.StartsWith("35mm, a cat\nNegative prompt: blurry, grain\n", infotext, StringComparison.Ordinal);
        Assert.Matches(@"Hires checkpoint: second \[[0-9a-f]{10}\], Hires prompt: ""35mm, a 犬 <lora:x:0\.5> \\n"", Hires negative prompt: ""dim, grain"", Hires upscale: 1\.5", infotext);
        Assert.Matches(@"Lora hashes: ""x: [0-9a-f]{12}""", infotext);

        await File.WriteAllTextAsync(workspace.File("parameters.txt"), infotext, TestContext.Current.CancellationToken);
        string[] again = ["txt2img", "--model", Workspace.TinyModel, "--tokenizer", Workspace.Tokenizer, "--output", workspace.File("pictures"), "--from", workspace.File("parameters.txt"), .. folders];
        (await workspace.Cli.RunAsync(again)).Succeeded();
        Assert.Equal(await Bytes(workspace, "00000-42.png"), await Bytes(workspace, "00001-42.png"));
        (await workspace.Cli.RunAsync([.. again, "--hr-checkpoint", "missing"])).Refused("the checkpoint 'missing' is neither a file nor in");
        (await workspace.Cli.RunAsync([.. again, "--hr-checkpoint", "none", "--enable-hr", "false"])).Succeeded();
        Assert.DoesNotContain("Hires", Infotext(workspace.File("pictures", "00002-42.png")), StringComparison.Ordinal);
        Assert.Contains("the hires prompt names no LoRA", (await workspace.Cli.RunAsync([.. again, "--prompt", "a cat <lora:x:1>", "--hr-prompt", "a dog"])).Succeeded().Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextToImage_WithABracketThatIsAFace_MakesThePictureAndSaysSo()
    {
        using var workspace = new Workspace();
        var result = (await workspace.Cli.RunAsync(["txt2img", .. workspace.Quick("--prompt", "a cat :)")])).Succeeded();
        Assert.Contains("')' at character 8", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextToImage_WithALoraInAComment_DoesNotLookForIt()
    {
        using var workspace = new Workspace();
        var result = (await workspace.Cli.RunAsync(["txt2img", .. workspace.Quick("--prompt", "a cat # <lora:none:1>")])).Succeeded();
        Assert.DoesNotContain("none", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("none", Infotext(workspace.File("pictures", "00000-42.png")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextToImage_WithAxes_DrawsAGridAndItsIndex()
    {
        using var workspace = new Workspace();
        var result = (await workspace.Cli.RunAsync(["txt2img", .. workspace.Quick("--prompt", "a cat"), "--xyz", "x:steps=1,2", "y:sr=cat,犬", "z:sampler=Euler,Euler a", "--json"])).Succeeded();
        using var answer = JsonDocument.Parse(result.Output);
        Assert.Equal(8, answer.RootElement.GetProperty("images").GetArrayLength());
        Assert.Equal(2, answer.RootElement.GetProperty("grids").GetArrayLength());
        Assert.Contains("Script: X/Y/Z plot, X Type: Steps, X Values: \"1, 2\", Y Type: Prompt S/R", Infotext(workspace.File("pictures", "grid-0000.png")), StringComparison.Ordinal);
        using var index = JsonDocument.Parse(await File.ReadAllTextAsync(workspace.File("pictures", "grid-0001.json"), TestContext.Current.CancellationToken));
        Assert.Equal([1, 1, 1, 1], index.RootElement.GetProperty("cells").EnumerateArray().Select(cell => cell.GetProperty("z").GetInt32()));
    }

    [Theory]
    [InlineData("--xyz", "x:bogus=1", "no axis 'bogus'")]
    [InlineData("--emphasis", "Loud", "Original, No norm")]
    [InlineData("--styles", "film", "styles.csv does not exist")]
    [InlineData("--ngms", "99", "must lie between 0 and 15")]
    public async Task TextToImage_BadPromptOption_IsRefused(string option, string value, string message)
    {
        using var workspace = new Workspace();
        (await workspace.Cli.RunAsync(["txt2img", .. workspace.Quick("--prompt", "a cat", option, value)])).Refused(message);
        Assert.Empty(workspace.Names("pictures"));
    }

    private static void WriteEmbedding(string path) =>
        SafetensorsWriter.Write(path, [new TensorData("emb_params", TensorDataType.Float32, [2, 32], new byte[2 * 32 * sizeof(float)])], null);

    private static string Infotext(string path)
    {
        using var stream = File.OpenRead(path);
        return PngTextChunks.Read(stream).Single(chunk => chunk.Keyword == PngTextChunks.ParametersKeyword).Text;
    }

    private static Task<byte[]> Bytes(Workspace workspace, string name) => File.ReadAllBytesAsync(workspace.File("pictures", name), TestContext.Current.CancellationToken);
}
