using System.Text.Json;
using Senmitsu.EndToEnd.Tests.Testing;

namespace Senmitsu.EndToEnd.Tests.Cli;

/// <summary><c>senmitsu lora</c> and <c>senmitsu models</c>, as a user types them.</summary>
public sealed class LoraToolTests : IDisposable
{
    private readonly Workspace _workspace = new();

    private static string Lora => Golden.File("lora_random_fp16.safetensors");

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Tools_OneAfterTheOther_Work()
    {
        string merged = _workspace.File("merged.safetensors"), small = _workspace.File("small.safetensors"), model = _workspace.File("model.safetensors"), extracted = _workspace.File("extracted.safetensors");
        (await _workspace.Cli.RunAsync("lora", "merge", Lora, Golden.File("locon_random_fp16.safetensors"), "--ratios", "0.5", "0.5", "--output", merged)).Succeeded();
        (await _workspace.Cli.RunAsync("lora", "resize", merged, "--method", "sv_fro", "--parameter", "0.9", "--output", small)).Succeeded();
        (await _workspace.Cli.RunAsync("lora", "merge", small, "--model", Workspace.TinyModel, "--output", model)).Succeeded();
        (await _workspace.Cli.RunAsync("lora", "extract", "--original", Workspace.TinyModel, "--tuned", model, "--rank", "4", "--output", extracted)).Succeeded();

        var verified = (await _workspace.Cli.RunAsync("lora", "verify", extracted, "--model", Workspace.TinyModel, "--json")).Succeeded();
        Assert.True(JsonDocument.Parse(verified.Output).RootElement.GetProperty("sound").GetBoolean());
        var info = (await _workspace.Cli.RunAsync("lora", "info", extracted)).Succeeded();
        Assert.Contains("12 text encoder, 192 UNet", info.Output, StringComparison.Ordinal);
        Assert.Contains("lora_unet", (await _workspace.Cli.RunAsync("lora", "resize", merged, "--rank", "2", "--output", small, "--overwrite", "--json")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tools_WithWrongInput_SayWhatIsRight()
    {
        (await _workspace.Cli.RunAsync("lora", "info", _workspace.File("nothing.safetensors"))).Refused("does not exist");
        (await _workspace.Cli.RunAsync("lora", "info", Workspace.TinyModel)).Refused("no LoRA");
        (await _workspace.Cli.RunAsync("lora", "resize", Lora, "--output", _workspace.File("a.safetensors"))).Refused("--rank");
        (await _workspace.Cli.RunAsync("lora", "merge", Lora, "--output", _workspace.File("a.safetensors"))).Refused("two LoRAs");
        (await _workspace.Cli.RunAsync("models", "pull", "someone/model")).Refused("HF_HUB_OFFLINE", "models add");
    }

    [Fact]
    public async Task Models_AddedAndListed_ShowTheirHashes()
    {
        (await _workspace.Cli.RunAsync("models", "add", Lora)).Succeeded();
        (await _workspace.Cli.RunAsync("models", "add", Workspace.TinyModel)).Succeeded();
        var list = (await _workspace.Cli.RunAsync("models", "list", "--hash", "--json")).Succeeded();
        var models = JsonDocument.Parse(list.Output).RootElement.GetProperty("models").EnumerateArray().ToList();
        Assert.Equal(["tiny-sd15", "senmitsu-demo", Path.GetFileNameWithoutExtension(Lora)], models.Select(model => model.GetProperty("name").GetString())); // the built-in model after one's own
        Assert.Equal(["Checkpoint", "Checkpoint", "Lora"], models.Select(model => model.GetProperty("kind").GetString()));
        Assert.All(models, model => Assert.Matches("^[0-9a-f]{10,12}$", model.GetProperty("hash").GetString()));
    }
}
