using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Senmitsu.EndToEnd.Tests.Testing;
using Senmitsu.Formats.Png;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.EndToEnd.Tests.Cli;

/// <summary>Refiner, VAE choice, tiling, token merging and upscalers, from the command line to the infotext and back.</summary>
public sealed class NetworkOptionTests : IDisposable
{
    private readonly Workspace _workspace = new();

    private string[] Tree => ["--models", _workspace.File("webui")];

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task TextToImage_WithEveryOption_RepeatsFromItsOwnInfotext()
    {
        WriteUpscaler(_workspace.File("webui", "models", "RealESRGAN", "RealESRGAN_x2plus.safetensors"));
        await MakeOtherModel(_workspace.File("webui", "models", "Stable-diffusion", "other.safetensors"));
        string[] options =
        [
            "--prompt", "a cat", "--sampler", "Euler a", "--tiling", "--token-merging-ratio", "0.4", "--vae-tiling", "on", "--refiner-checkpoint", "other", "--refiner-switch-at", "0.5", "--hr-refiner", "both",
            "--enable-hr", "--hr-scale", "1.5", "--hr-steps", "2", "--hr-upscaler", "R-ESRGAN 2x+", "--token-merging-ratio-hr", "0.2",
        ];
        (await _workspace.Cli.RunAsync(["txt2img", .. _workspace.Quick(options), .. Tree])).Succeeded();
        (await _workspace.Cli.RunAsync(["txt2img", "--model", Workspace.TinyModel, "--tokenizer", Workspace.Tokenizer, "--output", _workspace.File("pictures"), "--from", _workspace.File("pictures", "00000-42.png"), .. Tree])).Succeeded();
        Assert.Equal(await Bytes("00000-42.png"), await Bytes("00001-42.png"));
        var infotext = Text("00000-42.png", PngTextChunks.ParametersKeyword);
        Assert.Contains("Token merging ratio: 0.4, Token merging ratio hr: 0.2, RNG: NV, Tiling: True, Hires upscale: 1.5, Hires steps: 2, Hires upscaler: R-ESRGAN 2x+, Refiner: other [", infotext, StringComparison.Ordinal);
        Assert.Contains("], Refiner switch at: 0.5, Hires refiner: both passes, Tiled VAE: True, ", infotext, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextToImage_WithAVaeBesideTheModel_TakesItUnlessToldOtherwise()
    {
        var model = _workspace.File("my model.safetensors");
        File.Copy(Workspace.TinyModel, model);
        WriteVae(_workspace.File("my model.vae.safetensors"));
        string[] quick = [.. _workspace.Quick("--prompt", "a cat").Skip(2)];
        var automatic = (await _workspace.Cli.RunAsync(["txt2img", "--model", model, .. quick])).Succeeded();
        (await _workspace.Cli.RunAsync(["txt2img", "--model", model, "--vae", "none", .. quick])).Succeeded();
        (await _workspace.Cli.RunAsync(["txt2img", "--model", model, "--vae", _workspace.File("my model.vae.safetensors"), .. quick])).Succeeded();
        Assert.Contains("my model.vae.safetensors", automatic.Error, StringComparison.Ordinal);
        Assert.Matches("VAE hash: [0-9a-f]{10}, VAE: my model.vae.safetensors", Text("00000-42.png", PngTextChunks.ParametersKeyword));
        Assert.DoesNotContain("VAE", Text("00001-42.png", PngTextChunks.ParametersKeyword), StringComparison.Ordinal);
        Assert.NotEqual(await Bytes("00000-42.png"), await Bytes("00001-42.png"));
        Assert.Equal(await Bytes("00000-42.png"), await Bytes("00002-42.png"));

        // A picture brings its VAE along, unless another is given or it has gone.
        var elsewhere = _workspace.File("vaes", "VAE", "my model.vae.safetensors");
        File.Move(_workspace.File("my model.vae.safetensors"), elsewhere);
        string[] repeated = ["txt2img", "--model", Workspace.TinyModel, "--models", _workspace.File("vaes"), "--from", _workspace.File("pictures", "00000-42.png"), .. _workspace.Quick().Skip(2)];
        (await _workspace.Cli.RunAsync(repeated)).Succeeded();
        (await _workspace.Cli.RunAsync([.. repeated, "--vae", "none"])).Succeeded();
        File.Delete(elsewhere);
        var gone = (await _workspace.Cli.RunAsync(repeated)).Succeeded();
        Assert.Contains("VAE: my model.vae.safetensors", Text("00003-42.png", PngTextChunks.ParametersKeyword), StringComparison.Ordinal);
        Assert.DoesNotContain("VAE", Text("00004-42.png", PngTextChunks.ParametersKeyword), StringComparison.Ordinal);
        Assert.Contains("The picture was made with another VAE", gone.Error, StringComparison.Ordinal);
        Assert.Equal(await Bytes("00004-42.png"), await Bytes("00005-42.png"));
    }

    [Fact]
    public async Task Axis_OfVaes_ReachesTheCheckpointOfTheSecondPass()
    {
        WriteVae(_workspace.File("flat.safetensors"));
        var other = Path.Combine(_workspace.Folder, "other-v1.0");
        File.Copy(Workspace.TinyModel, $"{other}.safetensors");
        (await _workspace.Cli.RunAsync(["txt2img", .. _workspace.Quick("--prompt", "a cat"), "--enable-hr", "--hr-scale", "1", "--hr-steps", "1", "--hr-upscaler", "Nearest", "--hr-checkpoint", $"{other}.safetensors",
            "--xyz", $"x:vae=None,{_workspace.File("flat.safetensors")}"])).Succeeded();
        Assert.Contains("Hires checkpoint: other-v1.0 [", Text("00000-42.png", PngTextChunks.ParametersKeyword), StringComparison.Ordinal);
        Assert.NotEqual(await Bytes("00000-42.png"), await Bytes("00001-42.png"));
    }

    [Theory]
    [InlineData("--token-merging-ratio", "0.95", "must lie between 0 and 0.9")]
    [InlineData("--refiner-checkpoint", "nowhere", "nowhere")]
    [InlineData("--refiner-switch-at", "0.5", "--refiner-checkpoint")]
    [InlineData("--vae", "nowhere", "nowhere")]
    [InlineData("--vae-tiling", "maybe", "auto, on or off")]
    public async Task TextToImage_BadOption_IsRefused(string option, string value, string message)
    {
        (await _workspace.Cli.RunAsync(["txt2img", .. _workspace.Quick("--prompt", "a cat", option, value)])).Refused(message);
        Assert.Empty(_workspace.Names("pictures"));
    }

    [Fact]
    public async Task TextToImage_WithAnUnknownOrWrongUpscaler_IsRefusedBeforeThePicture()
    {
        WriteUpscaler(_workspace.File("webui", "models", "ESRGAN", "good.safetensors"));
        var missing = await _workspace.Cli.RunAsync(["txt2img", .. _workspace.Quick("--prompt", "a cat", "--enable-hr", "--hr-upscaler", "4x-UltraSharp"), .. Tree]);
        missing.Refused("--hr-upscaler", "4x-UltraSharp", "There are good.");
        (await _workspace.Cli.RunAsync("upscale", _workspace.File("no.png"), "--upscaler", "good")).Refused("does not exist");
        (await _workspace.Cli.RunAsync("upscale", Workspace.TinyModel, "--upscaler", "Latent")).Refused("Lanczos");
        Assert.Empty(_workspace.Names("pictures"));
    }

    [Fact]
    public async Task Upscale_KeepsTheInfotextAndSaysWhatItDid()
    {
        var network = _workspace.File("two times.safetensors");
        WriteUpscaler(network);
        (await _workspace.Cli.RunAsync(["txt2img", .. _workspace.Quick("--prompt", "a cat")])).Succeeded();
        (await _workspace.Cli.RunAsync("upscale", _workspace.File("pictures"), "--upscaler", network, "--scale", "3", "--tile", "64", "--output", _workspace.File("large"))).Succeeded();
        (await _workspace.Cli.RunAsync("upscale", _workspace.File("pictures", "00000-42.png"), "--upscaler", "Lanczos", "--width", "200", "--height", "100", "--output", _workspace.File("large"))).Succeeded();
        Assert.Equal((384, 384), await Size("large", "00000.png"));
        Assert.Equal((200, 100), await Size("large", "00001.png"));
        Assert.Equal(Text("00000-42.png", PngTextChunks.ParametersKeyword), Text("00000.png", PngTextChunks.ParametersKeyword, "large"));
        Assert.Equal("Postprocess upscale by: 3, Postprocess upscaler: two times", Text("00000.png", "postprocessing", "large"));
        Assert.Equal("Postprocess upscale to: 200x100, Postprocess crop to: 200x100, Postprocess upscaler: Lanczos", Text("00001.png", "postprocessing", "large"));
    }

    [Fact]
    public async Task Models_AddOfAnUpscaler_PutsItWhereItIsFound()
    {
        WriteUpscaler(_workspace.File("mine.safetensors"));
        (await _workspace.Cli.RunAsync("models", "add", _workspace.File("mine.safetensors"))).Succeeded();
        Assert.Equal(["mine.safetensors"], _workspace.Names("data/models/ESRGAN"));
    }

    /// <summary>The tiny model with a LoRA merged into it.</summary>
    private async Task MakeOtherModel(string path) =>
        (await _workspace.Cli.RunAsync("lora", "merge", Golden.File("lora_random_fp16.safetensors"), "--model", Workspace.TinyModel, "--output", path)).Succeeded();

    /// <summary>A Real-ESRGAN 2x+ network of one block and four channels.</summary>
    private static void WriteUpscaler(string path)
    {
        var random = new Random(1);
        var tensors = new List<TensorData>();
        void Add(string name, int outputs, int inputs)
        {
            tensors.Add(Random($"{name}.weight", outputs, inputs, 3, 3));
            tensors.Add(Random($"{name}.bias", outputs));
        }

        TensorData Random(string name, params long[] shape) =>
            new(name, TensorDataType.Float32, shape, MemoryMarshal.AsBytes<float>(Enumerable.Range(0, (int)shape.Aggregate((a, b) => a * b)).Select(_ => (float)(random.NextDouble() - 0.5) / 2).ToArray()).ToArray());

        Add("conv_first", 4, 12);
        for (var r = 1; r <= 3; r++)
        {
            for (var c = 1; c <= 5; c++) Add($"body.0.rdb{r}.conv{c}", c == 5 ? 4 : 2, 4 + 2 * (c - 1));
        }

        foreach (var name in (string[])["conv_body", "conv_up1", "conv_up2", "conv_hr"]) Add(name, 4, 4);
        Add("conv_last", 3, 4);
        SafetensorsWriter.Write(path, tensors, null);
    }

    /// <summary>The tiny model's VAE with another last bias.</summary>
    private static void WriteVae(string path)
    {
        const string Prefix = "first_stage_model.";
        using var file = SafetensorsFile.Open(Workspace.TinyModel);
        var tensors = file.Tensors.Values.Where(tensor => tensor.Name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(tensor => new TensorData(tensor.Name[Prefix.Length..], tensor.DataType, tensor.Shape, tensor.Name.EndsWith("decoder.conv_out.bias", StringComparison.Ordinal) ? new byte[tensor.SizeInBytes] : file.Bytes(tensor).ToArray())).ToList();
        SafetensorsWriter.Write(path, tensors, null);
    }

    private string Text(string name, string keyword, string folder = "pictures")
    {
        using var stream = File.OpenRead(_workspace.File(folder, name));
        return PngTextChunks.Read(stream).Single(chunk => chunk.Keyword == keyword).Text;
    }

    private async Task<(int Width, int Height)> Size(string folder, string name)
    {
        var header = await File.ReadAllBytesAsync(_workspace.File(folder, name), TestContext.Current.CancellationToken);
        return (BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(20)));
    }

    private Task<byte[]> Bytes(string name) => File.ReadAllBytesAsync(_workspace.File("pictures", name), TestContext.Current.CancellationToken);
}
