using Senmitsu.EndToEnd.Tests.Testing;

namespace Senmitsu.EndToEnd.Tests.Cli;

/// <summary>What surprises people with kohya_ss, and what they are told here. Traps of data sets are tested beside the data set code.</summary>
public sealed class BeginnerTrapTests
{
    [Fact]
    public async Task DryRun_AlphaOfOne_SaysHowLittleTheLoraCounts()
    {
        using var workspace = new Workspace();
        var result = (await Plan(workspace, "--network_dim", "8", "--network_alpha", "1")).Succeeded();
        Assert.Contains("besides: dog6.toml and dog6.json with the settings, a state in dog6-unfinished-state while it runs", result.Output, StringComparison.Ordinal);
        Assert.Contains("5 captions; dog6-00.jpg: \"dog6, a photo of a dog\"", result.Output, StringComparison.Ordinal);
        Assert.Contains("rank 8, alpha 1, so its changes count 0.125 times", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--lr_scheduler constant --lr_warmup_steps 10", "constant_with_warmup")]
    [InlineData("--optimizer_type Prodigy --learning_rate 1e-4", "Prodigy")]
    [InlineData("--xformers --max_data_loader_n_workers 0 --persistent_data_loader_workers", "has no effect here")]
    [InlineData("--text_encoder_lr 0", "the text encoder is not trained")]
    public async Task Train_SettingsWithSurprises_IsSaid(string words, string message)
    {
        using var workspace = new Workspace();
        var result = (await workspace.Cli.RunAsync(workspace.QuickTraining(workspace.Photographs(repeats: 1), ["--max_train_steps", "1", .. words.Split(' ')]))).Succeeded();
        Assert.Contains(message, result.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Train_OverAnOldRun_SaysWhatIsReplaced()
    {
        using var workspace = new Workspace();
        var words = workspace.QuickTraining(workspace.Photographs(repeats: 1), "--max_train_steps", "1");
        (await workspace.Cli.RunAsync(words)).Succeeded();
        var again = (await workspace.Cli.RunAsync(words)).Succeeded();
        Assert.Contains("these files exist and will be replaced", again.Error, StringComparison.Ordinal);
        Assert.Contains("dog6.safetensors", again.Error, StringComparison.Ordinal);
        Assert.Contains("dog6.safetensors exists and would be replaced", (await Plan(workspace)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_UnknownOrUnsupportedArgument_IsRefusedByName()
    {
        using var workspace = new Workspace();
        (await Plan(workspace, "--debug_dataset")).Refused("debug_dataset", "senmitsu dataset check");
        (await Plan(workspace, "--learnin_rate", "1")).Refused("learnin_rate", "learning_rate");
    }

    private static Task<CliResult> Plan(Workspace workspace, params string[] more)
    {
        var data = Directory.GetDirectories(workspace.Folder, "学習 data") is [var known] ? known : workspace.Photographs(repeats: 1);
        return workspace.Cli.RunAsync(workspace.QuickTraining(data, ["--max_train_steps", "1", "--dry-run", .. more]));
    }
}
