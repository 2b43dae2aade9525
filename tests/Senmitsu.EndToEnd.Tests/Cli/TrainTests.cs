using System.Text.Json;
using Senmitsu.EndToEnd.Tests.Testing;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.EndToEnd.Tests.Cli;

public sealed class TrainTests
{
    /// <summary>What may differ between a file of sd-scripts and ours for the same command line.</summary>
    private static readonly HashSet<string> Different =
    [
        "ss_session_id", "ss_training_started_at", "ss_training_finished_at", "modelspec.date", // drawn or timed
        "sshs_model_hash", // of weights that depend on random draws
        "ss_sd_scripts_commit_hash", "modelspec.implementation_version", // name another program
    ];

    [Fact]
    public async Task Train_RunOfSdScripts_GivesTheSameFilesKeysAndMetadata()
    {
        using var workspace = new Workspace();
        var reference = Golden.Reference("kohya-run", "out");
        var result = await workspace.Cli.RunAsync(
            "train", $"--pretrained_model_name_or_path={Workspace.TinyModel}", $"--tokenizer={Workspace.Tokenizer}", $"--train_data_dir={Golden.Reference("kohya-run", "img")}", $"--output_dir={workspace.File("out")}",
            "--output_name=ai_model_v1", $"--logging_dir={workspace.File("log")}", "--log_with=tensorboard", "--log_prefix=ai_model_v1_", "--resolution=256,256", "--enable_bucket", "--min_bucket_reso=128",
            "--max_bucket_reso=512", "--bucket_reso_steps=64", "--network_module=networks.lora", "--network_dim=8", "--network_alpha=4", "--learning_rate=1e-3", "--unet_lr=1e-3", "--text_encoder_lr=5e-4",
            "--train_batch_size=2", "--max_train_epochs=3", "--save_every_n_epochs=1", "--save_model_as=safetensors", "--save_precision=fp16", "--mixed_precision=no", "--optimizer_type=AdamW",
            "--lr_scheduler=cosine", "--lr_warmup_steps=3", "--seed=42", "--cache_latents", "--caption_extension=.txt", "--sdpa", "--max_data_loader_n_workers=0", "--min_snr_gamma=5", "--clip_skip=1",
            "--shuffle_caption", "--keep_tokens=1", "--training_comment=peer e2e", "--json");
        result.Succeeded();
        Assert.Equal(["ai_model_v1-000001.safetensors", "ai_model_v1-000002.safetensors", "ai_model_v1.json", "ai_model_v1.safetensors", "ai_model_v1.toml"], workspace.Names("out"));
        Assert.Equal(27, Events(result, "step").Count());
        AssertCurves(Golden.Reference("kohya-run", "log", "scalars.jsonl"), workspace.File("log"));

        foreach (var path in Directory.GetFiles(reference, "*.safetensors"))
        {
            using var expected = SafetensorsFile.Open(path);
            using var actual = SafetensorsFile.Open(workspace.File("out", Path.GetFileName(path)));
            Assert.Equal(Layout(expected), Layout(actual));
            Assert.Equal(expected.Metadata.Keys.Order(StringComparer.Ordinal), actual.Metadata.Keys.Order(StringComparer.Ordinal));
            foreach (var (key, value) in expected.Metadata)
            {
                if (!Different.Contains(key)) Assert.True(value == actual.Metadata[key], $"{Path.GetFileName(path)} {key}: expected {value}, got {actual.Metadata[key]}");
            }
        }
    }

    [Fact]
    public async Task Train_WhatWasAskedForInSeveralWays_IsWrittenDownAsItWasGiven()
    {
        using var workspace = new Workspace();
        var result = (await workspace.Cli.RunAsync(workspace.QuickTraining(
            workspace.Photographs(repeats: 1), "--max_train_steps", "2", "--gradient_accumulation_steps", "2", "--mixed_precision", "fp16", "--precision", "fp32", "--max_token_length", "75",
            "--network_module", "lycoris.kohya", "--network_dropout", "0.1", "--network_args", "algo=locon", "preset=attn-only", "conv_alpha=1.0", "--optimizer_args", "weight_decay=1", "betas=0.9,0.99",
            "--logging_dir", workspace.File("log"), "--log_with", "all", "--log_tracker_name", "mine", "--json"))).Succeeded();
        using var file = SafetensorsFile.Open(workspace.File("out", "dog6.safetensors"));
        Assert.Equal(
            ("fp16", "75", """{"algo": "locon", "preset": "attn-only", "conv_alpha": "1.0", "dropout": 0.1}""", "torch.optim.adamw.AdamW(weight_decay=1,betas=(0.9, 0.99))"),
            (file.Metadata["ss_mixed_precision"], file.Metadata["ss_max_token_length"], file.Metadata["ss_network_args"], file.Metadata["ss_optimizer"]));
        Assert.Equal("mine", Path.GetFileName(Assert.Single(Directory.GetDirectories(Assert.Single(Directory.GetDirectories(workspace.File("log")))))));
        var first = Events(result, "step").First();
        Assert.Equal(first.GetProperty("average_loss").GetDouble(), first.GetProperty("loss").GetDouble(), 1e-6); // of two batches
        Assert.Equal(first.GetProperty("loss").GetDouble(), TensorBoardCurves.Read(workspace.File("log")).First(point => point.Tag == "loss/current").Value, 1e-6);
    }

    [Fact]
    public async Task Train_Photographs_LossFallsAndTheLoraChangesThePicture()
    {
        using var workspace = new Workspace();
        var data = workspace.Photographs(repeats: 10);
        var result = (await workspace.Cli.RunAsync(workspace.QuickTraining(data, "--max_train_epochs", "4", "--save_every_n_epochs", "2", "--json"))).Succeeded();
        Assert.Equal(["dog6-000002.safetensors", "dog6.json", "dog6.safetensors", "dog6.toml"], workspace.Names("out"));
        var losses = Events(result, "epoch_finished").Select(line => line.GetProperty("average_loss").GetDouble()).ToList();
        Assert.True(losses[^1] < losses[0], string.Join(" → ", losses));

        (await workspace.Cli.RunAsync(["txt2img", .. workspace.Quick("--prompt", "<lora:dog6:0.8> a photo of dog6", "--lora-dir", workspace.File("out"))])).Succeeded();
        (await workspace.Cli.RunAsync(["txt2img", .. workspace.Quick("--prompt", "<lora:dog6:0.8> a photo of dog6", "--lora-dir", workspace.File("out"))])).Succeeded();
        (await workspace.Cli.RunAsync(["txt2img", .. workspace.Quick("--prompt", "a photo of dog6")])).Succeeded();
        var with = await File.ReadAllBytesAsync(workspace.File("pictures", "00000-42.png"), TestContext.Current.CancellationToken);
        Assert.Equal(with, await File.ReadAllBytesAsync(workspace.File("pictures", "00001-42.png"), TestContext.Current.CancellationToken));
        Assert.NotEqual(Pixels(with), Pixels(await File.ReadAllBytesAsync(workspace.File("pictures", "00002-42.png"), TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Train_FromTheSettingsFilesOfARun_RepeatsItsWeights()
    {
        using var workspace = new Workspace();
        var data = workspace.Photographs(repeats: 1);
        (await workspace.Cli.RunAsync(workspace.QuickTraining(data, "--max_train_epochs", "2", "--noise_offset", "0.05"))).Succeeded();
        (await workspace.Cli.RunAsync("train", "--config_file", workspace.File("out", "dog6.toml"), "--tokenizer", Workspace.Tokenizer, "--output_dir", workspace.File("again"))).Succeeded();
        Assert.Equal(Hash(workspace.File("out", "dog6.safetensors")), Hash(workspace.File("again", "dog6.safetensors")));

        var plan = (await workspace.Cli.RunAsync("train", workspace.File("out", "dog6.json"))).ExitCode;
        Assert.Equal(2, plan); // the GUI's file names no tokenizer, and none is found here; everything else was understood
    }

    [Fact]
    public async Task Train_WithPicturesSetAside_MeasuresThemEachEpochAndTrainsTheRest()
    {
        using var workspace = new Workspace();
        var data = workspace.Photographs(repeats: 2);
        var result = (await workspace.Cli.RunAsync(workspace.QuickTraining(data, "--max_train_epochs", "2", "--validation_split", "0.4", "--validation_seed", "3", "--metadata_thumbnail", Path.Combine(Golden.Reference("photos"), "dog6-00.jpg"), "--validate_every_n_steps", "2", "--json"))).Succeeded();
        var measured = Events(result, "validation").ToList();
        Assert.Equal([1, 2], measured.Where(line => line.GetProperty("epoch").ValueKind == JsonValueKind.Number).Select(line => line.GetProperty("epoch").GetInt32()));
        Assert.True(measured.Count > 2, "none between epochs");
        Assert.All(measured, line => Assert.InRange(line.GetProperty("average").GetDouble(), 1e-3, 10));
        using var file = SafetensorsFile.Open(workspace.File("out", "dog6.safetensors"));
        Assert.StartsWith("data:image/jpeg;base64,/9j/", file.Metadata["modelspec.thumbnail"], StringComparison.Ordinal);
        Assert.Equal(("2", "6", "0.4", "3"), (file.Metadata["ss_num_validation_images"], file.Metadata["ss_num_train_images"], file.Metadata["ss_validation_split"], file.Metadata["ss_validation_seed"]));
    }

    [Fact]
    public async Task Train_DryRun_PrintsThePlanAndWritesNothing()
    {
        using var workspace = new Workspace();
        var result = (await workspace.Cli.RunAsync(workspace.QuickTraining(workspace.Photographs(repeats: 2), "--max_train_epochs", "3", "--save_every_n_epochs", "1", "--dry-run", "--json"))).Succeeded();
        using var plan = JsonDocument.Parse(result.Output);
        Assert.Equal(15, plan.RootElement.GetProperty("total_steps").GetInt32());
        Assert.Equal(["dog6-000001.safetensors", "dog6-000002.safetensors", "dog6.safetensors"], plan.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetString()));
        Assert.Empty(workspace.Names("out"));
    }

    [Fact]
    public async Task Train_Interrupted_Exits130WithWholeFiles()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("signals are sent by kill(1)");
        using var workspace = new Workspace();
        var result = await workspace.Cli.RunAndInterruptAsync(
            line => line.Contains("\"saved\"", StringComparison.Ordinal), workspace.QuickTraining(workspace.Photographs(repeats: 2), "--max_train_epochs", "500", "--save_every_n_epochs", "1", "--json"));
        Assert.True(result.ExitCode == 130, result.ToString());
        var files = workspace.Names("out").Where(name => name.EndsWith(".safetensors", StringComparison.Ordinal)).ToList();
        Assert.Contains("dog6-000001.safetensors", files);
        Assert.Contains(files, name => name.Contains("-step", StringComparison.Ordinal)); // what was trained since is kept too
        Assert.DoesNotContain("dog6.safetensors", files);
        foreach (var name in files) SafetensorsFile.Open(workspace.File("out", name)).Dispose();
    }

    /// <summary>The same tags at the same steps in the same order; the same learning rates. Losses depend on random draws.</summary>
    private static void AssertCurves(string reference, string folder)
    {
        var expected = File.ReadLines(reference).Select(line => JsonDocument.Parse(line).RootElement).Select(point => (Tag: point.GetProperty("tag").GetString()!, Step: point.GetProperty("step").GetInt64(), Value: point.GetProperty("value").GetDouble())).ToList();
        var actual = TensorBoardCurves.Read(folder);
        Assert.Equal(expected.Select(point => (point.Tag, point.Step)), actual.Select(point => (point.Tag, point.Step)));
        foreach (var (want, got) in expected.Zip(actual).Where(pair => pair.First.Tag.StartsWith("lr/", StringComparison.Ordinal)))
            Assert.True(Math.Abs(want.Value - got.Value) <= 1e-6 * want.Value + 1e-12, $"{want.Tag} at step {want.Step}: expected {want.Value}, got {got.Value}");
    }

    private static Dictionary<string, string> Layout(SafetensorsFile file) =>
        file.Tensors.Values.ToDictionary(info => info.Name, info => $"{info.DataType} [{string.Join(", ", info.Shape)}]");

    private static string Hash(string path)
    {
        using var file = SafetensorsFile.Open(path);
        return file.Metadata["sshs_model_hash"];
    }

    private static byte[] Pixels(byte[] png)
    {
        var start = png.AsSpan().IndexOf("IDAT"u8);
        return png[start..];
    }

    private static IEnumerable<JsonElement> Events(CliResult result, string name) =>
        result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.GetProperty("event").GetString() == name);
}
