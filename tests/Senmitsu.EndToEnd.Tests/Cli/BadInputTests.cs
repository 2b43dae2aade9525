using System.Text;
using Senmitsu.EndToEnd.Tests.Testing;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.EndToEnd.Tests.Cli;

/// <summary>Each kind of bad input: one clear message, exit code 2, nothing half-written.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("size", "--width", "100", "multiple of 8")]
    [InlineData("sampler", "--sampler", "Foo", "unknown sampler 'Foo'")]
    [InlineData("argument", "--bogus", "1", "--bogus")]
    [InlineData("steps", "--steps", "many", "many")]
    [InlineData("device", "--device", "tpu", "tpu")]
    [InlineData("precision", "--precision", "int8", "int8")]
    [InlineData("lora", "--prompt", "<lora:x:strong>", "not a number")]
    [InlineData("model", "--model", "nowhere.safetensors", "does not exist")]
    [InlineData("from", "--from", "nowhere.png", "does not exist")]
    public async Task TextToImage_BadArgument_IsRefused(string kind, string argument, string value, string message)
    {
        _ = kind;
        using var workspace = new Workspace();
        string[] arguments = ["--model", Workspace.TinyModel, "--tokenizer", Workspace.Tokenizer, "--output", workspace.File("pictures")];
        if (argument == "--model") arguments = arguments[2..];
        (await workspace.Cli.RunAsync(["txt2img", .. arguments, argument, value])).Refused(message);
        Assert.Empty(workspace.Names("pictures"));
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("oversized header")]
    [InlineData("overlapping")]
    [InlineData("not safetensors")]
    [InlineData("wrong shape")]
    [InlineData("NaN")]
    [InlineData("empty")]
    public async Task TextToImage_BrokenModel_IsRefused(string kind)
    {
        using var workspace = new Workspace();
        var model = workspace.File("壊れた model.safetensors");
        WriteBroken(kind, Workspace.TinyModel, model);
        (await workspace.Cli.RunAsync(["txt2img", "--model", model, "--tokenizer", Workspace.Tokenizer, "--prompt", "a cat", "--output", workspace.File("pictures")])).Refused("壊れた model.safetensors");
        Assert.Empty(workspace.Names("pictures"));
    }

    [Fact]
    public async Task TextToImage_LoraOfOtherShapes_LeavesThemOutAndSaysSo()
    {
        using var workspace = new Workspace();
        WriteBroken("wrong shape", Golden.File("lora_random_fp16.safetensors"), workspace.File("loras", "broken.safetensors"));
        string[] arguments = ["txt2img", .. workspace.Quick("--prompt", "<lora:broken:1> a cat", "--lora-dir", workspace.File("loras"))];
        Assert.Matches("broken: [0-9]+ of its modules have another shape|broken changes nothing: none of its [0-9]+ modules", (await workspace.Cli.RunAsync(arguments)).Succeeded().Error);
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("NaN")]
    public async Task TextToImage_BrokenLora_IsRefused(string kind)
    {
        using var workspace = new Workspace();
        WriteBroken(kind, Golden.File("lora_random_fp16.safetensors"), workspace.File("loras", "broken.safetensors"));
        var result = await workspace.Cli.RunAsync(["txt2img", .. workspace.Quick("--prompt", "<lora:broken:1> a cat", "--lora-dir", workspace.File("loras"))]);
        result.Refused("broken.safetensors");
        Assert.Empty(workspace.Names("pictures"));
    }

    [Fact]
    public async Task ImageToImage_PictureThatIsNone_IsRefused()
    {
        using var workspace = new Workspace();
        await File.WriteAllTextAsync(workspace.File("絵.png"), "this is no picture", TestContext.Current.CancellationToken);
        (await workspace.Cli.RunAsync(["img2img", .. workspace.Quick("--init-image", workspace.File("絵.png"))])).Refused("絵.png");
        Assert.Empty(workspace.Names("pictures"));
    }

    [Fact]
    public async Task TextToImage_TokenizerNowhereAndOffline_SaysWhereToPutIt()
    {
        using var workspace = new Workspace();
        (await workspace.Cli.RunAsync(["txt2img", "--model", Workspace.TinyModel, "--prompt", "a cat", "--tokenizer", workspace.Folder])).Refused("vocab.json");
    }

    [Fact]
    public async Task Train_ManyMistakes_AreReportedTogether()
    {
        using var workspace = new Workspace();
        var result = await workspace.Cli.RunAsync("train", "--train_data_dir", "x", "--netwrok_dim", "4", "--resolution", "big", "--optimizer_type", "Foo", "--train_batch_size", "0");
        result.Refused("netwrok_dim", "network_dim", "resolution", "optimizer_type", "train_batch_size", "pretrained_model_name_or_path", "output_dir");
    }

    [Fact]
    public async Task Train_PicturesInTheWrongLevel_SaysWhatWasFound()
    {
        using var workspace = new Workspace();
        var parent = workspace.Photographs(repeats: 1);
        (await workspace.Cli.RunAsync(workspace.QuickTraining(Path.Combine(parent, "1_dog6"), "--max_train_steps", "1"))).Refused("1_dog6");
        (await workspace.Cli.RunAsync(workspace.QuickTraining(Path.GetDirectoryName(parent)!, "--max_train_steps", "1"))).Refused("学習 data");
        Assert.Empty(workspace.Names("out"));
    }

    [Fact]
    public async Task Train_OutputFolderIsAFile_IsRefusedBeforeTheWork()
    {
        using var workspace = new Workspace();
        await File.WriteAllTextAsync(workspace.File("out"), "in the way", TestContext.Current.CancellationToken);
        (await workspace.Cli.RunAsync(workspace.QuickTraining(workspace.Photographs(repeats: 1), "--max_train_steps", "1"))).Refused("--output_dir");
    }

    private static void WriteBroken(string kind, string source, string target)
    {
        var bytes = File.ReadAllBytes(source);
        switch (kind)
        {
            case "truncated":
                File.WriteAllBytes(target, bytes[..(bytes.Length / 2)]);
                return;
            case "oversized header":
                BitConverter.TryWriteBytes(bytes, long.MaxValue / 2);
                File.WriteAllBytes(target, bytes);
                return;
            case "not safetensors":
                File.WriteAllText(target, "<html>404</html>");
                return;
            case "empty":
                File.WriteAllBytes(target, []);
                return;
            case "overlapping":
                File.WriteAllBytes(target, Overlapping());
                return;
        }

        using var file = SafetensorsFile.Open(source);
        var tensors = new List<TensorData>();
        foreach (var info in file.Tensors.Values)
        {
            var data = file.Bytes(info).ToArray();
            long[] shape = [.. info.Shape];
            if (kind == "NaN" && info.DataType == TensorDataType.Float16) Array.Fill(data, (byte)0xFF);
            if (kind == "wrong shape" && shape is [var rows, var columns])
            {
                shape = [rows * columns, 1];
            }

            tensors.Add(new TensorData(info.Name, info.DataType, shape, data));
        }

        SafetensorsWriter.Write(target, tensors, file.Metadata);
    }

    private static byte[] Overlapping()
    {
        var header = Encoding.UTF8.GetBytes("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"b":{"dtype":"F32","shape":[4],"data_offsets":[8,24]}}""");
        return [.. BitConverter.GetBytes((long)header.Length), .. header, .. new byte[24]];
    }
}
