using System.Text.Json;
using Senmitsu.EndToEnd.Tests.Testing;

namespace Senmitsu.EndToEnd.Tests.Cli;

/// <summary>Real settings files of kohya_ss on the photographs.</summary>
public sealed class KohyaConfigTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Golden.Reference("kohya-configs"), "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task DryRun_RealSettingsFile_PlansAndEstimates(string name)
    {
        using var workspace = new Workspace();
        var result = (await workspace.Cli.RunAsync(Arguments(workspace, name, "--json"))).Succeeded();
        var plan = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(5, plan.GetProperty("images").GetInt32());
        Assert.True(plan.GetProperty("total_steps").GetInt32() > 0);
        Assert.True(plan.GetProperty("expected_seconds").GetDouble() > 0);
        Assert.True(plan.GetProperty("peak_bytes").GetInt64() > 100_000_000);
        Assert.False(Directory.Exists(workspace.File("out")), "a dry run wrote something");
    }

    [Theory]
    [InlineData("dataset.toml")]
    [InlineData("dataset-masked_loss.toml")] // names its folders with backslashes
    public async Task DryRun_RealDatasetFile_PlansItsFolderBesideUs(string name)
    {
        using var workspace = new Workspace();
        foreach (var photo in Directory.GetFiles(Golden.Reference("photos"), "*.jpg"))
        {
            File.Copy(photo, workspace.File("test", "img", "10_darius kawasaki person", Path.GetFileName(photo)));
            File.Copy(photo, workspace.File("test", "masked_loss", Path.GetFileName(photo)));
        }

        string[] words = ["train", "--dataset_config", Golden.Reference("kohya-configs", name), "--masked_loss", "--dry-run", "--json", "--pretrained_model_name_or_path", Workspace.TinyModel, "--tokenizer", Workspace.Tokenizer, "--max_train_epochs", "1", "--output_dir", workspace.File("out")];
        var plan = JsonDocument.Parse((await workspace.Cli.RunAsync(words)).Succeeded().Output).RootElement;
        Assert.Equal(5, plan.GetProperty("images").GetInt32());
        Assert.Equal(13, plan.GetProperty("total_steps").GetInt32()); // 5 pictures × 10 repeats in batches of 4
        Assert.False(Directory.Exists(workspace.File("out")), "a dry run wrote something");
    }

    [Fact]
    public async Task OutputConfig_WritesWhatIsReadAgain()
    {
        using var workspace = new Workspace();
        var file = workspace.File("written.toml");
        string[] words = ["train", "--network_dim", "8", "--learning_rate", "1e-4", "--output_config", "--config_file", file];
        (await workspace.Cli.RunAsync(words)).Succeeded();
        Assert.Contains("network_dim = 8", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        (await workspace.Cli.RunAsync(words)).Refused("exists and is not overwritten");
    }

    [Fact]
    public async Task Train_SettingsFileAndWords_WordsWinAndBothAreWritten()
    {
        using var workspace = new Workspace();
        var words = Arguments(workspace, "locon-AdamW8bit.json", "--max_train_steps", "2", "--max_train_epochs", "0", "--output_name", "dog6", "--save_precision", "fp16", "--mixed_precision", "no").Where(word => word != "--dry-run").ToArray();
        (await workspace.Cli.RunAsync(words)).Succeeded();
        Assert.Equal(["dog6.json", "dog6.safetensors", "dog6.toml"], workspace.Names("out"));
    }

    private static string[] Arguments(Workspace workspace, string name, params string[] more)
    {
        var data = workspace.Photographs(repeats: 2);
        var dataset = workspace.File("dataset.toml");
        File.WriteAllText(dataset, $"[[datasets]]\nresolution = 128\nbatch_size = 1\n[[datasets.subsets]]\nimage_dir = '{Path.Combine(data, "2_dog6")}'\nclass_tokens = 'dog6'\nnum_repeats = 2\n");
        string[] images = name.StartsWith("LoKR", StringComparison.Ordinal) ? ["--dataset_config", dataset] : ["--train_data_dir", data];
        return
        [
            "train", Golden.Reference("kohya-configs", name), "--dry-run", "--pretrained_model_name_or_path", Workspace.TinyModel, "--tokenizer", Workspace.Tokenizer, .. images,
            "--output_dir", workspace.File("out"), "--logging_dir", workspace.File("log"), "--resolution", "128,128", "--min_bucket_reso", "64", .. more,
        ];
    }
}
