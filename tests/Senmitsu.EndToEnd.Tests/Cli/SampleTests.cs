using Senmitsu.EndToEnd.Tests.Testing;

namespace Senmitsu.EndToEnd.Tests.Cli;

public sealed class SampleTests
{
    [Fact]
    public async Task Train_WithSamplePrompts_MakesPicturesAndTheSameWeights()
    {
        using var workspace = new Workspace();
        var data = workspace.Photographs(repeats: 1);
        var prompts = workspace.File("prompts.txt");
        await File.WriteAllTextAsync(prompts, "dog6, a photo --w 64 --h 64 --s 2 --d 5\n# remark\na cat --n dog --w 72 --h 64 --s 2 --ss euler\n", TestContext.Current.CancellationToken);
        (await workspace.Cli.RunAsync(workspace.QuickTraining(data, "--max_train_epochs", "2", "--output_dir", workspace.File("plain")))).Succeeded();
        var sampled = (await workspace.Cli.RunAsync(workspace.QuickTraining(data, "--max_train_epochs", "2", "--sample_prompts", prompts, "--sample_every_n_epochs", "1", "--sample_at_first", "--sample_sampler", "euler_a"))).Succeeded();

        Assert.Contains("sample prompts without a seed begin with other noise each time", sampled.Error, StringComparison.Ordinal); // the cat's
        var pictures = workspace.Names(Path.Combine("out", "sample"));
        Assert.Equal(6, pictures.Count);
        Assert.All(["e000000_00", "e000000_01", "e000001_00", "e000001_01", "e000002_00", "e000002_01"], moment => Assert.Single(pictures, name => name.StartsWith($"dog6_{moment}_", StringComparison.Ordinal)));
        Assert.Equal(3, pictures.Count(name => name.EndsWith("_5.png", StringComparison.Ordinal)));
        var learned = pictures.Where(name => name.Contains("_00_", StringComparison.Ordinal)).Select(name => Convert.ToHexString(File.ReadAllBytes(workspace.File("out", "sample", name)))).Distinct();
        Assert.Equal(3, learned.Count());

        // Making pictures takes nothing from the training's random numbers.
        Assert.Equal(ResumeTests.Weights(workspace.File("plain", "dog6.safetensors")), ResumeTests.Weights(workspace.File("out", "dog6.safetensors")));
    }

    [Fact]
    public async Task Train_WhoseSamplesCannotBeWritten_GoesOn()
    {
        using var workspace = new Workspace();
        var data = workspace.Photographs(repeats: 1);
        var prompts = workspace.File("prompts.txt");
        await File.WriteAllTextAsync(prompts, "a cat --w 64 --h 64 --s 1 --d 1\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(workspace.File("out", "sample"), "in the way", TestContext.Current.CancellationToken);
        var result = (await workspace.Cli.RunAsync(workspace.QuickTraining(data, "--max_train_epochs", "1", "--sample_prompts", prompts, "--sample_every_n_epochs", "1"))).Succeeded();
        Assert.Contains("sample picture 0:", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_SamplesWithoutPromptsOrWithUnknownSampler_IsRefused()
    {
        using var workspace = new Workspace();
        var data = workspace.Photographs(repeats: 1);
        (await workspace.Cli.RunAsync(workspace.QuickTraining(data, "--max_train_epochs", "1", "--sample_every_n_epochs", "1"))).Refused("sample_prompts");
        (await workspace.Cli.RunAsync(workspace.QuickTraining(data, "--max_train_epochs", "1", "--sample_every_n_epochs", "1", "--sample_prompts", workspace.File("missing.txt")))).Refused("missing.txt");
        (await workspace.Cli.RunAsync(workspace.QuickTraining(data, "--max_train_epochs", "1", "--sample_sampler", "warp"))).Refused("sample_sampler", "euler_a");
    }
}
