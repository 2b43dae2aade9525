using System.Text.Json;
using Senmitsu.EndToEnd.Tests.Testing;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.EndToEnd.Tests.Cli;

public sealed class DemoTests
{
    [Fact]
    public async Task Make_FromNothing_WritesAModelThatPaintsAndIsFoundAgainWhenDone()
    {
        using var workspace = new Workspace();
        string[] make = ["demo", "make", "--output", workspace.File("demo"), "--work", workspace.File("work"), "--probe-steps", "2", "--text-encoder-steps", "2", "--autoencoder-steps", "2", "--denoiser-steps", "2", "--portraits", "32"];
        (await workspace.Cli.RunAsync(make)).Succeeded();
        var model = workspace.File("demo", "senmitsu-demo.safetensors");
        var bytes = await File.ReadAllBytesAsync(model, TestContext.Current.CancellationToken);
        Assert.InRange(bytes.Length, 1_000_000, 40_000_000);

        (await workspace.Cli.RunAsync(make)).Succeeded();
        Assert.Equal(bytes, await File.ReadAllBytesAsync(model, TestContext.Current.CancellationToken));

        (await workspace.Cli.RunAsync(["txt2img", "--model", model, "--tokenizer", workspace.File("demo", "tokenizer"), "--output", workspace.File("pictures"), "--prompt", "portrait, woman, smiling", "--width", "128", "--height", "128", "--steps", "2", "--seed", "1", "--precision", "fp32"])).Succeeded();
        Assert.Equal(["00000-1.png"], workspace.Names("pictures"));
        using var file = SafetensorsFile.Open(model);
        Assert.Equal("128x128", file.Metadata["modelspec.resolution"]);

        // Another one is trained on from there: it keeps what understands words and what decodes latents.
        (await workspace.Cli.RunAsync(["demo", "make", "--start", model, "--output", workspace.File("later"), "--work", workspace.File("later-work"), "--probe-steps", "2", "--denoiser-steps", "1", "--portraits", "32"])).Succeeded();
        using var later = SafetensorsFile.Open(workspace.File("later", "senmitsu-demo.safetensors"));
        var changed = file.Tensors.Values.Where(tensor => !file.Bytes(tensor).SequenceEqual(later.Bytes(later.Tensors[tensor.Name]))).Select(tensor => tensor.Name.Split('.')[0]).Distinct().Order();
        Assert.Equal(["model"], changed);
        Assert.Equal(await File.ReadAllTextAsync(workspace.File("demo", "tokenizer", "merges.txt"), TestContext.Current.CancellationToken), await File.ReadAllTextAsync(workspace.File("later", "tokenizer", "merges.txt"), TestContext.Current.CancellationToken));
        (await workspace.Cli.RunAsync(["demo", "make", "--start", Workspace.TinyModel, "--output", workspace.File("other"), "--work", workspace.File("other-work"), "--probe-steps", "2"])).Refused("vocab.json");
    }

    [Fact]
    public async Task Make_WithoutAFolderOrWithNoSteps_SaysSo()
    {
        using var workspace = new Workspace();
        (await workspace.Cli.RunAsync(["demo", "make"])).Refused("--output");
        (await workspace.Cli.RunAsync(["demo", "make", "--output", workspace.File("a"), "--work", workspace.File("b"), "--portraits", "0"])).Refused("--portraits must be at least 1");
    }

    [Fact]
    public async Task Demo_ShortLoopOnTheBuiltInModel_FindsThePersonFarMoreOftenWithTheLora()
    {
        using var workspace = new Workspace();
        var run = await workspace.Cli.RunAsync(["demo", "--short", "--json", "--output", workspace.File("demo")]);
        run.Succeeded();
        Assert.DoesNotContain("NNPACK", run.Error, StringComparison.Ordinal); // libtorch complains about processors it does not know
        using var found = JsonDocument.Parse(run.Output);
        double with = Share("same_person_with_lora"), without = Share("same_person_without_lora");
        Assert.True(with > 5 * without, $"with the LoRA {with}, without {without}");

        var report = await File.ReadAllTextAsync(workspace.File("demo", "demo-report.html"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("://", report, StringComparison.OrdinalIgnoreCase);
        Assert.True(report.Split("data:image/png;base64,").Length > 50);
        Assert.True(File.Exists(found.RootElement.GetProperty("lora").GetString()));
        (await workspace.Cli.RunAsync(["demo", "--short", "--output", workspace.File("demo")])).Refused("is not empty");

        double Share(string name) => found.RootElement.GetProperty(name).GetProperty("share").GetDouble();
    }

    [Fact]
    public async Task Demo_FolderWithoutAModel_SaysWhatIsMissing()
    {
        using var workspace = new Workspace();
        (await workspace.Cli.RunAsync(["demo", "--model", workspace.File("none"), "--output", workspace.File("demo")])).Refused("senmitsu-demo.safetensors, portrait-probe.safetensors", "demo make");
    }
}
