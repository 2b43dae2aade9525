using System.Text.Json;
using Senmitsu.EndToEnd.Tests.Testing;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.EndToEnd.Tests.Cli;

public sealed class ResumeTests
{
    /// <summary>Long enough that a signal arrives before the end, however late it is sent.</summary>
    private static readonly string[] Run = ["--max_train_epochs", "8", "--shuffle_caption", "--noise_offset", "0.05", "--lr_scheduler", "cosine", "--gradient_accumulation_steps", "2", "--json"];

    [Fact]
    public async Task Resume_KilledFiveTimes_EndsWithTheBytesOfTheRunLeftAlone()
    {
        using var workspace = new Workspace();
        var data = workspace.Photographs(repeats: 4);
        (await workspace.Cli.RunAsync(workspace.QuickTraining(data, [.. Run, "--output_dir", workspace.File("alone")]))).Succeeded();

        var moments = new Random();
        string[] arguments = workspace.QuickTraining(data, [.. Run, "--save_every_n_steps", "1", "--save_state", "--save_last_n_steps", "1"]);
        var killed = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var after = moments.Next(1, 4); // lines of this sort until the power fails: while a step runs, or a file is written
            var kind = moments.Next(2) == 0 ? "step" : "saved";
            var result = await workspace.Cli.RunAndKillAsync(line => IsEvent(line, kind) && --after == 0, [.. arguments, .. Continue()]);
            killed.Add($"{kind}, exit {result.ExitCode}");
            Assert.True(result.ExitCode == 137, $"{string.Join("; ", killed)}: {result}");
        }

        (await workspace.Cli.RunAsync([.. arguments, .. Continue()])).Succeeded();
        Assert.Equal(Weights(workspace.File("alone", "dog6.safetensors")), Weights(workspace.File("out", "dog6.safetensors")));

        // The first kill may come before the first state.
        string[] Continue() => Directory.Exists(workspace.File("out")) && Directory.EnumerateFiles(workspace.File("out"), "state.safetensors", SearchOption.AllDirectories).Any() ? ["--resume", workspace.File("out")] : [];
    }

    [Fact]
    public async Task Resume_AfterCtrlC_CountsOnAndLeavesNoUnfinishedState()
    {
        using var workspace = new Workspace();
        var data = workspace.Photographs(repeats: 2);
        (await workspace.Cli.RunAsync(workspace.QuickTraining(data, [.. Run, "--output_dir", workspace.File("alone")]))).Succeeded();
        var steps = 0;
        var stopped = await workspace.Cli.RunAndInterruptAsync(line => IsEvent(line, "step") && ++steps == 4, workspace.QuickTraining(data, Run));
        Assert.True(stopped.ExitCode == 130, stopped.ToString());
        var state = workspace.File("out", "dog6-unfinished-state");
        Assert.True(File.Exists(Path.Combine(state, "state.safetensors")), stopped.ToString());

        var result = (await workspace.Cli.RunAsync(workspace.QuickTraining(data, [.. Run, "--resume", state]))).Succeeded();
        var counted = Events(stopped, "step").Concat(Events(result, "step")).Select(line => line.GetProperty("step").GetInt32()).ToList();
        Assert.Equal(Enumerable.Range(1, counted.Count), counted);
        Assert.False(Directory.Exists(state));
        Assert.Equal(Weights(workspace.File("alone", "dog6.safetensors")), Weights(workspace.File("out", "dog6.safetensors")));
    }

    [Fact]
    public async Task Resume_OfRunThatEndedWithinAnEpoch_DoesTheRestOfTheEpoch()
    {
        using var workspace = new Workspace();
        var data = workspace.Photographs(repeats: 4);
        string[] run = ["--shuffle_caption", "--save_state_on_train_end", "--lr_scheduler", "constant", "--json"];
        (await workspace.Cli.RunAsync(workspace.QuickTraining(data, [.. run, "--max_train_steps", "5", "--output_dir", workspace.File("alone")]))).Succeeded();
        (await workspace.Cli.RunAsync(workspace.QuickTraining(data, [.. run, "--max_train_steps", "2"]))).Succeeded();
        var facts = JsonDocument.Parse(await File.ReadAllTextAsync(workspace.File("out", "dog6-state", "train_state.json"), TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal((1, 2), (facts.GetProperty("current_epoch").GetInt32(), facts.GetProperty("current_step").GetInt32()));

        var result = (await workspace.Cli.RunAsync(workspace.QuickTraining(data, [.. run, "--max_train_steps", "5", "--resume", workspace.File("out", "dog6-state")]))).Succeeded();
        Assert.Equal([3, 4, 5], Events(result, "step").Select(line => line.GetProperty("step").GetInt32()));
        Assert.Equal(Weights(workspace.File("alone", "dog6.safetensors")), Weights(workspace.File("out", "dog6.safetensors")));
    }

    [Fact]
    public async Task Train_InterruptedTwice_LeavesAtOnceWithTheLastStateIntact()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("signals are sent by kill(1)");
        using var workspace = new Workspace();
        var data = workspace.Photographs(repeats: 24);
        // An update takes sixty batches: time enough for the second signal.
        string[] arguments = workspace.QuickTraining(data, "--gradient_accumulation_steps", "60", "--save_every_n_steps", "1", "--save_state", "--json");
        var result = await workspace.Cli.RunAndInterruptTwiceAsync(line => IsEvent(line, "state_saved"), [.. arguments, "--max_train_steps", "50"]);
        Assert.True(result.ExitCode == 130, result.ToString());
        Assert.Contains("press Ctrl-C again to end at once", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("stopped", result.Error, StringComparison.Ordinal); // it did not wait for the end of the step

        Assert.Equal(["dog6-step00000001-state"], Directory.GetDirectories(workspace.File("out")).Select(Path.GetFileName));
        using (SafetensorsFile.Open(workspace.File("out", "dog6-step00000001.safetensors")))
        {
        }

        var again = (await workspace.Cli.RunAsync([.. arguments, "--max_train_steps", "2", "--resume", workspace.File("out")])).Succeeded();
        Assert.Equal(2, Assert.Single(Events(again, "step")).GetProperty("step").GetInt32());
    }

    [Fact]
    public async Task Resume_AfterAKillBetweenTheLastStepAndTheLastFile_WritesIt()
    {
        using var workspace = new Workspace();
        string[] arguments = workspace.QuickTraining(workspace.Photographs(repeats: 1), "--max_train_steps", "2", "--save_every_n_steps", "1", "--save_state", "--json");
        (await workspace.Cli.RunAsync(arguments)).Succeeded();
        var final = workspace.File("out", "dog6.safetensors");
        File.Delete(final);
        Directory.Delete(workspace.File("out", "dog6-state"), recursive: true);
        var again = (await workspace.Cli.RunAsync([.. arguments, "--resume", workspace.File("out", "dog6-step00000002-state")])).Succeeded();
        Assert.Empty(Events(again, "step"));
        Assert.True(File.Exists(final));
    }

    [Fact]
    public async Task Resume_NothingOrAnotherRun_SaysWhatToDo()
    {
        using var workspace = new Workspace();
        var data = workspace.Photographs(repeats: 1);
        (await workspace.Cli.RunAsync(workspace.QuickTraining(data, "--max_train_epochs", "2", "--save_state_on_train_end"))).Succeeded();
        var state = workspace.File("out", "dog6-state");
        await Refused("there is no such folder", "--resume", workspace.File("nowhere", "x"));
        await Refused("holds no state", "--resume", data);
        await Refused("nothing is left to do", "--max_train_epochs", "2", "--resume", state);
        await Refused("is of another run", "--max_train_epochs", "3", "--resume", state, "--network_dim", "2");
        await Refused("differs from the seed 42", "--max_train_epochs", "3", "--resume", state, "--seed", "1");
        await Refused("the data set has changed", "--max_train_epochs", "9", "--resume", state, "--train_batch_size", "1");
        await File.WriteAllBytesAsync(Path.Combine(state, "state.safetensors"), new byte[100], TestContext.Current.CancellationToken);
        await Refused("is damaged", "--max_train_epochs", "3", "--resume", state);

        async Task Refused(string message, params string[] more)
        {
            var result = await workspace.Cli.RunAsync(workspace.QuickTraining(data, more));
            Assert.True(result.ExitCode == 2 && result.Error.Contains(message, StringComparison.Ordinal), result.ToString());
        }
    }

    [Fact]
    public async Task Train_WhoseWeightsExplode_StopsWithinTheStepAndKeepsTheLastGoodState()
    {
        using var workspace = new Workspace();
        var data = workspace.Photographs(repeats: 2);
        var result = await workspace.Cli.RunAsync(workspace.QuickTraining(data, "--max_train_epochs", "4", "--learning_rate", "1e30", "--max_grad_norm", "0", "--json"));
        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Contains("became NaN or infinite at step", result.Error, StringComparison.Ordinal);
        Assert.Contains("dog6-0", result.Error, StringComparison.Ordinal); // a picture of the batch
        Assert.DoesNotContain(workspace.Names("out"), name => name.EndsWith(".safetensors", StringComparison.Ordinal));
        Assert.True(File.Exists(workspace.File("out", "dog6-unfinished-state", "state.safetensors")));
    }

    [Fact]
    public async Task States_LastTwoKept_OthersAreGone()
    {
        using var workspace = new Workspace();
        var data = workspace.Photographs(repeats: 1);
        (await workspace.Cli.RunAsync(workspace.QuickTraining(data, "--max_train_epochs", "5", "--save_every_n_epochs", "1", "--save_state", "--save_last_n_epochs_state", "2"))).Succeeded();
        Assert.Equal(["dog6-000003-state", "dog6-000004-state", "dog6-state"], Directory.GetDirectories(workspace.File("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(5, workspace.Names("out").Count(name => name.EndsWith(".safetensors", StringComparison.Ordinal)));
    }

    private static bool IsEvent(string line, string name) => line.StartsWith($"{{\"event\":\"{name}\"", StringComparison.Ordinal);

    private static IEnumerable<JsonElement> Events(CliResult result, string name) =>
        result.Output.Split('\n').Where(line => IsEvent(line, name)).Select(line => JsonDocument.Parse(line).RootElement);

    /// <summary>Hash of all tensors, as the file itself states it.</summary>
    internal static string Weights(string path)
    {
        using var file = SafetensorsFile.Open(path);
        return file.Metadata["sshs_model_hash"];
    }
}
