using Senmitsu.Diffusion.Samplers;
using Senmitsu.Formats.Infotext;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Generation;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Models;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Studio.Generation;

public sealed class PictureSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_OfAPictureWhoseLoraIsRenamedHere_CallsItByItsNameHere()
    {
        var moved = Lora(1, null, "a", "new name.safetensors");
        Lora(2, null, "other.safetensors");
        var same = Lora(3, null, "same.safetensors");
        Lora(4, null, "b", "twin.safetensors");
        var twin = Lora(5, null, "c", "twin.safetensors");
        var text = $"x <lora:old:0.5> <lora:same:1> <lora:other:1> <lora:gone:1>\nNegative prompt: y\nSteps: 20, Sampler: Euler, Seed: 1, Denoising strength: 0.5, Hires prompt: \"z <lora:old:0.2:0.3> <lora:third:1>\", Hires upscale: 2, "
            + $"Lora hashes: \"old: {Hash(moved)}, same: {Hash(same)}, other: {Hash(moved)}, gone: 0123456789ab, third: {Hash(twin)}\"";
        var settings = PictureSettings.Read(InfotextParser.Parse(text), "picture", new LoraCatalog([_folder.Path]), CancellationToken.None);
        Assert.Equal("x <lora:new name:0.5> <lora:same:1> <lora:new name:1> <lora:gone:1>", settings.Prompt); // "other" is another file here
        Assert.Equal($"z <lora:new name:0.2:0.3> <lora:{Hash(twin)}:1>", settings.Hires!.Prompt); // two files are called "twin" here

        static string Hash(string path) => LoraCatalog.Hash(path, CancellationToken.None);
    }

    [Theory]
    [InlineData("damaged")]
    [InlineData(" ")]
    public void Read_OfAPictureWhoseLoraCannotBeRead_KeepsItsName(string name)
    {
        File.WriteAllText(_folder.File("damaged.safetensors"), "no LoRA");
        File.WriteAllText(_folder.File(".safetensors"), "no LoRA either");
        var infotext = InfotextParser.Parse($"x <lora:{name}:1>\nSteps: 20, Sampler: Euler, Seed: 1, Lora hashes: \"{name}: 0123456789ab, : 0123456789ab\"");
        Assert.Equal($"x <lora:{name}:1>", PictureSettings.Read(infotext, "picture", new LoraCatalog([_folder.Path]), CancellationToken.None).Prompt);
    }

    [Theory]
    [InlineData("Size: 768x512, First pass size: 384x256", 384, 256)]
    [InlineData("Size: 1024x512, First pass size: 0x0", 768, 384)]
    public void Read_OfTheFirstHiresFix_EnlargesTheFirstPass(string sizes, int width, int height)
    {
        var infotext = InfotextParser.Parse($"x\nSteps: 20, Sampler: Euler, Seed: 1, {sizes}, Denoising strength: 0.6");
        var settings = PictureSettings.Read(infotext, "picture", new LoraCatalog([]), CancellationToken.None);
        Assert.Equal((width, height), (settings.Width, settings.Height));
        Assert.True(infotext.TryGetSize("Size", out var finalWidth, out var finalHeight));
        Assert.Equal((finalWidth, finalHeight, 0.6), (settings.Hires!.ResizeWidth, settings.Hires.ResizeHeight, settings.Hires.DenoisingStrength));
    }

    [Fact]
    public void Read_OfAPictureWithANumberThatIsNone_SaysWhichPicture()
    {
        var infotext = InfotextParser.Parse("x\nSteps: 20, Sampler: Euler, Seed: 1, Token merging ratio: much");
        var error = Assert.Throws<UserErrorException>(() => PictureSettings.Read(infotext, "a.png", new LoraCatalog([]), CancellationToken.None));
        Assert.StartsWith("a.png: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1.5.2", true, true)]
    [InlineData("v1.7.0-133-gabcdef", false, true)]
    [InlineData("v1.10.1", false, false)]
    [InlineData("senmitsu-0.1.0", false, false)]
    public void Read_OfAPictureByAnOlderWebui_MeansWhatItMeant(string version, bool editsAsBefore, bool switchesBySteps)
    {
        var infotext = InfotextParser.Parse($"a [cat:dog:0.5]\nSteps: 20, Sampler: Euler, Seed: 1, Refiner: other [0123456789], Refiner switch at: 0.8, Version: {version}");
        var settings = PictureSettings.Read(infotext, "picture", new LoraCatalog([]), CancellationToken.None);
        Assert.Equal((editsAsBefore, switchesBySteps), (settings.Prompts.UsesOldEditing, settings.Refiner!.SwitchesBySteps));
    }

    [Theory]
    [InlineData("VAE: vae-ft-mse-840000-ema-pruned.safetensors", "vae-ft-mse-840000-ema-pruned.safetensors")]
    [InlineData("VAE: ../../elsewhere/a.pt", "a.pt")]
    [InlineData("VAE: Automatic", null)]
    [InlineData("VAE: None", null)]
    [InlineData("Clip skip: 2", null)]
    public void Read_OfAVae_TakesTheNameOfItsFile(string pair, string? expected)
    {
        var infotext = InfotextParser.Parse($"a cat\nSteps: 20, Sampler: Euler, Seed: 1, {pair}");
        Assert.Equal(expected, PictureSettings.Read(infotext, "picture", new LoraCatalog([]), CancellationToken.None).Vae);
    }

    [Fact]
    public void Read_OfASecondPassWhoseAutomaticScheduleIsAnother_GivesThatBack()
    {
        var settings = new GenerationSettings { Prompt = "x", Sampler = "DPM++ 2M", Hires = new HiresSettings { Sampler = "DPM++ 2M SDE" } };
        var written = GenerationInfotext.Create(settings, SamplerCatalog.Resolve(settings.Sampler, null), new ModelIdentity("tiny", null, null, "test"), [], [], [], 42, isImageToImage: false);
        var read = PictureSettings.Read(InfotextParser.Parse(InfotextWriter.Write(written)), "picture", new LoraCatalog([]), CancellationToken.None);
        Assert.Equal(("Karras", "Exponential"), (read.ScheduleType, read.Hires!.ScheduleType));
    }

    private string Lora(byte content, string? alias, params string[] parts)
    {
        var path = _folder.File(parts);
        SafetensorsWriter.Write(path, [new TensorData("lora_unet_mid_block_attentions_0_proj_in.lora_down.weight", TensorDataType.UInt8, [1], new[] { content })], alias is null ? null : new Dictionary<string, string> { ["ss_output_name"] = alias });
        return path;
    }
}
