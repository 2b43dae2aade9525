using System.Text.Json;
using Senmitsu.EndToEnd.Tests.Testing;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.EndToEnd.Tests.Cli;

public sealed class DatasetTests
{
    [Fact]
    public async Task Check_Photographs_SaysWhatATrainingWouldFind()
    {
        using var workspace = new Workspace();
        var data = workspace.Photographs(repeats: 2);
        File.Copy(Directory.GetFiles(Path.Combine(data, "2_dog6"), "*.jpg")[0], Path.Combine(data, "2_dog6", "copy.jpg"));
        await File.WriteAllTextAsync(Path.Combine(data, "2_dog6", "broken.png"), "no picture", TestContext.Current.CancellationToken);

        var result = (await workspace.Cli.RunAsync("dataset", "check", data, "--resolution", "256,256", "--min_bucket_reso", "128", "--tokenizer", Workspace.Tokenizer, "--json")).Succeeded();
        using var report = JsonDocument.Parse(result.Output);
        var root = report.RootElement;
        Assert.True(root.GetProperty("usable").GetBoolean());
        Assert.Equal(12, root.GetProperty("images_per_epoch").GetInt32());
        Assert.Equal(6, root.GetProperty("folders")[0].GetProperty("pictures").GetInt32());
        Assert.Equal(2, root.GetProperty("duplicates")[0].GetArrayLength());
        Assert.Equal(1, root.GetProperty("without_caption").GetArrayLength());
        Assert.Equal(0, root.GetProperty("long_captions").GetArrayLength());
        Assert.Contains(root.GetProperty("problems").EnumerateArray(), problem => problem.GetProperty("kind").GetString() == "UnreadablePicture");

        var text = (await workspace.Cli.RunAsync("dataset", "check", data)).Succeeded().Output;
        Assert.Contains("2_dog6: 6 pictures × 2 repeats, 5 captions", text, StringComparison.Ordinal);
        Assert.Contains("the same file 2 times", text, StringComparison.Ordinal);
        Assert.Contains("broken.png: ends within its header", text, StringComparison.Ordinal);

        var strict = await workspace.Cli.RunAsync("dataset", "check", data, "--strict");
        Assert.Equal(2, strict.ExitCode);
        Assert.Contains("broken.png", strict.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_PicturesDirectlyInside_IsRefusedAndFixed()
    {
        using var workspace = new Workspace();
        var folder = Path.Combine(workspace.Photographs(repeats: 2), "2_dog6");
        var loose = workspace.File("my dog");
        Directory.Move(folder, loose);

        var refused = await workspace.Cli.RunAsync("dataset", "check", loose);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains($"found 5 pictures directly in {loose}", refused.Output, StringComparison.Ordinal);
        Assert.Contains("--fix builds a right folder", refused.Output, StringComparison.Ordinal);
        (await workspace.Cli.RunAsync(workspace.QuickTraining(loose, "--max_train_epochs", "1"))).Refused($"found 5 pictures directly in {loose}");

        (await workspace.Cli.RunAsync("dataset", "check", loose, "--fix")).Succeeded();
        Assert.Equal(10, Directory.GetFiles(workspace.File("my dog-fixed", "10_my dog")).Length);
        Assert.Equal(10, Directory.GetFiles(loose).Length);
        var plan = (await workspace.Cli.RunAsync(workspace.QuickTraining(loose, "--max_train_epochs", "1", "--fix", "--dry-run"))).Succeeded();
        Assert.Contains("10_my dog: 5 pictures × 10 repeats, 5 captions", plan.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_WithDatasetConfigAndRegularization_WritesWhatSdScriptsWrites()
    {
        using var workspace = new Workspace();
        var dog = Path.Combine(workspace.Photographs(repeats: 1), "1_dog6");
        var reg = workspace.File("reg", "animal");
        Directory.CreateDirectory(reg);
        foreach (var photo in Directory.GetFiles(dog, "*.jpg").Take(2)) File.Copy(photo, Path.Combine(reg, Path.GetFileName(photo)));
        await File.WriteAllTextAsync(workspace.File("data.toml"), $"""
            [general]
            enable_bucket = true
            min_bucket_reso = 64
            caption_extension = ".txt"

            [[datasets]]
            resolution = 128
            batch_size = 3

            [[datasets.subsets]]
            image_dir = '{dog}'
            num_repeats = 2
            flip_aug = true
            shuffle_caption = true

            [[datasets.subsets]]
            image_dir = '{reg}'
            is_reg = true
            class_tokens = "animal"

            [[datasets]]
            resolution = [192, 128]

            [[datasets.subsets]]
            image_dir = '{dog}'
            """, TestContext.Current.CancellationToken);
        string[] arguments =
        [
            "train", "--pretrained_model_name_or_path", Workspace.TinyModel, "--tokenizer", Workspace.Tokenizer, "--dataset_config", workspace.File("data.toml"), "--output_name", "dog6",
            "--network_module", "networks.lora", "--network_dim", "4", "--learning_rate", "1e-3", "--train_batch_size", "2", "--seed", "42", "--mixed_precision", "no", "--max_train_epochs", "1",
            "--prior_loss_weight", "0.5", "--cache_latents_to_disk",
        ];
        var result = (await workspace.Cli.RunAsync([.. arguments, "--output_dir", workspace.File("out")])).Succeeded();
        Assert.Contains("animal: regularisation, 2 pictures × 1 repeats", result.Error, StringComparison.Ordinal);

        Assert.Contains("an epoch uses 10 regularisation pictures besides 10 that are trained", result.Error, StringComparison.Ordinal);

        using (var file = SafetensorsFile.Open(workspace.File("out", "dog6.safetensors")))
        {
            Assert.Equal("15", file.Metadata["ss_num_train_images"]);
            Assert.Equal("2", file.Metadata["ss_num_reg_images"]);
            Assert.Equal("0.5", file.Metadata["ss_prior_loss_weight"]);
            Assert.Equal("{\"1_dog6\": {\"n_repeats\": 2, \"img_count\": 5}, \"1_dog6 (2)\": {\"n_repeats\": 1, \"img_count\": 5}}", file.Metadata["ss_dataset_dirs"]);
            Assert.Equal("{\"1_dog6\": {\"dog6\": 5, \"a photo of a dog\": 5}, \"animal\": {\"animal\": 2}}", file.Metadata["ss_tag_frequency"]);
            Assert.DoesNotContain("ss_bucket_info", file.Metadata.Keys);
            using var datasets = JsonDocument.Parse(file.Metadata["ss_datasets"]);
            Assert.Equal(2, datasets.RootElement.GetArrayLength());
            var first = datasets.RootElement[0];
            Assert.Equal((3, 10, 2), (first.GetProperty("batch_size_per_device").GetInt32(), first.GetProperty("num_train_images").GetInt32(), first.GetProperty("num_reg_images").GetInt32()));
            Assert.Equal((true, "animal"), (first.GetProperty("subsets")[1].GetProperty("is_reg").GetBoolean(), first.GetProperty("subsets")[1].GetProperty("class_tokens").GetString()));
            Assert.Equal(2, datasets.RootElement[1].GetProperty("batch_size_per_device").GetInt32());
        }

        // The second run takes the first one's latents, and gives the same LoRA.
        var again = (await workspace.Cli.RunAsync([.. arguments, "--output_dir", workspace.File("again")])).Succeeded();
        Assert.Contains("latents were taken from an earlier run", again.Error, StringComparison.Ordinal);
        Assert.Equal(Hash(workspace.File("out", "dog6.safetensors")), Hash(workspace.File("again", "dog6.safetensors")));
    }

    [Fact]
    public async Task Train_WithRegDataDir_UsesRegularization()
    {
        using var workspace = new Workspace();
        var data = workspace.Photographs(repeats: 1);
        var reg = Path.GetDirectoryName(workspace.File("reg", "1_animal", "x"))!;
        File.Copy(Directory.GetFiles(Path.Combine(data, "1_dog6"), "*.jpg")[0], Path.Combine(reg, "x.jpg"));
        string[] more = ["--max_train_steps", "3", "--reg_data_dir", Path.GetDirectoryName(reg)!];
        (await workspace.Cli.RunAsync(workspace.QuickTraining(data, [.. more]))).Succeeded();
        var full = Hash(workspace.File("out", "dog6.safetensors"));
        using (var file = SafetensorsFile.Open(workspace.File("out", "dog6.safetensors")))
        {
            Assert.Equal("{\"1_animal\": {\"n_repeats\": 1, \"img_count\": 1}}", file.Metadata["ss_reg_dataset_dirs"]);
            Assert.Equal(("5", "1"), (file.Metadata["ss_num_train_images"], file.Metadata["ss_num_reg_images"]));
        }

        (await workspace.Cli.RunAsync(workspace.QuickTraining(data, [.. more, "--prior_loss_weight", "0.1"]))).Succeeded();
        Assert.NotEqual(full, Hash(workspace.File("out", "dog6.safetensors"))); // the weight reaches the loss
    }

    [Fact]
    public async Task Train_WithRandomCropAndColours_RepeatsItself()
    {
        using var workspace = new Workspace();
        var data = workspace.Photographs(repeats: 1);
        string[] more = ["--max_train_steps", "2", "--random_crop", "--color_aug", "--flip_aug", "--alpha_mask"];
        (await workspace.Cli.RunAsync(workspace.QuickTraining(data, more))).Succeeded();
        var first = Hash(workspace.File("out", "dog6.safetensors"));
        (await workspace.Cli.RunAsync(workspace.QuickTraining(data, more))).Succeeded();
        Assert.Equal(first, Hash(workspace.File("out", "dog6.safetensors")));
        (await workspace.Cli.RunAsync(workspace.QuickTraining(data, [.. more, "--cache_latents"]))).Refused("when caching latents, either color_aug or random_crop cannot be used");
    }

    private static string Hash(string path)
    {
        using var file = SafetensorsFile.Open(path);
        return file.Metadata["sshs_model_hash"];
    }
}
