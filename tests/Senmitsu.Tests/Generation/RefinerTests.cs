using Senmitsu.Formats.Infotext;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Generation;
using Senmitsu.Generation.Settings;
using Senmitsu.Models;
using Senmitsu.Models.Clip;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Generation;

/// <summary>Whole pictures through the tiny model, with itself or a changed copy as the refiner.</summary>
public sealed class RefinerTests
{
    private static readonly GenerationSettings Quick = new() { Prompt = "a cat", NegativePrompt = "blurry", Seed = 7, Steps = 4, Width = 64, Height = 64, Sampler = "DPM++ 2M SDE", Hires = null };
    private static readonly RefinerSettings Half = new() { Checkpoint = "other", SwitchAt = 0.5 };

    [Theory]
    [InlineData(false, HiresPass.Second)]
    [InlineData(true, HiresPass.Second)]
    [InlineData(true, HiresPass.First)]
    [InlineData(true, HiresPass.Both)]
    public void Generate_WithTheModelItselfAsRefiner_GivesTheSameBytes(bool hasHires, HiresPass pass)
    {
        var lora = new AppliedLora(LoraTags.Extract("<lora:x:0.8>").Tags[0], Golden.File("lora_random_fp16.safetensors"), "");
        var settings = Quick with { BatchCount = 2, Hires = hasHires ? new HiresSettings { Scale = 1.5, Steps = 2, Upscaler = HiresUpscaler.Lanczos } : null };
        var expected = Generate(settings, [lora], _ => { });
        var loads = 0;
        var refined = Generate(settings with { Refiner = Half with { Pass = pass } }, [lora], _ => loads++);
        Assert.Equal(1, loads);
        Assert.Equal(expected.Select(image => image.Image.Pixels), refined.Select(image => image.Image.Pixels));
        Assert.All(refined, image => Assert.Contains("Refiner: tiny [0123456789], Refiner switch at: 0.5", InfotextWriter.Write(image.Infotext), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.6, false, 5)] // Karras of 10 steps reaches timestep 399 at its sixth σ
    [InlineData(0.6, true, 6)]
    [InlineData(1, false, 0)] // no σ above 0 lies after the whole schedule
    public void Generate_WithRefiner_SwitchesAtWebuisStep(double switchAt, bool bySteps, int expected)
    {
        var done = 0;
        var at = 0;
        var settings = Quick with { Steps = 10, Sampler = "Euler", ScheduleType = "Karras", Refiner = Half with { SwitchAt = switchAt, SwitchesBySteps = bySteps } };
        var images = Generate(settings, [], _ => at = done, progress => done = progress.Step);
        Assert.Equal(expected, at);
        Assert.Equal(expected > 0, InfotextWriter.Write(images[0].Infotext).Contains("Refiner: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Generate_WithAnotherModelAsRefiner_UsesIt_AndGivesTheFirstBack()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModel.Load();
        var lora = new AppliedLora(LoraTags.Extract("<lora:x:0.8>").Tags[0], Golden.File("lora_random_fp16.safetensors"), "");
        List<Tensor> Weights() => [.. model.TextEncoder.Adaptable.Concat(model.Unet.Adaptable).Select(layer => layer.Weight.clone())];
        var before = Weights();
        var plain = Run(model, Quick, [lora], _ => { });
        Assert.All(before.Zip(Weights()), pair => Assert.True(pair.First.eq(pair.Second).all().item<bool>()));
        var refined = Run(model, Quick with { Refiner = Half }, [lora], refiner => refiner.Unet.Adaptable[0].Weight.mul_(0.5));
        Assert.All(before.Zip(Weights()), pair => Assert.True(pair.First.eq(pair.Second).all().item<bool>()));
        Assert.NotEqual(plain[0].Image.Pixels, refined[0].Image.Pixels);
    }

    [Fact]
    public void Generate_WithRefiner_LeavesNoTensorAndNoOption()
    {
        using var model = TinyModel.Load();
        model.Release();
        TensorLeaks.AssertNone(() =>
        {
            Run(model, Quick with { Refiner = Half, IsTiling = true, TokenMerging = 0.5, Prompt = "a [cat:dog:0.5]" }, [], _ => { });
            Assert.Equal((false, 0.0, Senmitsu.Models.Vae.VaeTiling.Off), (model.WrapsAround, model.MergedTokens, model.VaeTiling));
            model.Release();
        });
    }

    [Fact]
    public void Generate_WithAUselessLora_SaysSoAndMakesThePicture()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("sdxl.safetensors");
        SafetensorsWriter.Write(path,
        [
            new("lora_unet_label_emb_0_0.lora_down.weight", TensorDataType.Float32, [1, 4], new byte[16]),
            new("lora_unet_label_emb_0_0.lora_up.weight", TensorDataType.Float32, [4, 1], new byte[16]),
        ], null);
        var notes = new List<string>();
        using var model = TinyModel.Load();
        var images = Run(model, Quick, [new AppliedLora(LoraTags.Extract("<lora:sdxl:1>").Tags[0], path, "0123456789ab")], _ => { }, onNote: notes.Add);
        Assert.Equal("sdxl changes nothing: none of its 1 modules has a place in this model", Assert.Single(notes));
        Assert.Contains("sdxl changes nothing", InfotextWriter.Write(images[0].Infotext), StringComparison.Ordinal);
        Assert.Equal(Generate(Quick, [], _ => { })[0].Image.Pixels, images[0].Image.Pixels);
    }

    private static List<GeneratedImage> Generate(GenerationSettings settings, IReadOnlyList<AppliedLora> loras, Action<StableDiffusionModel> onLoad, Action<SamplingProgress>? onStep = null)
    {
        using var model = TinyModel.Load();
        return Run(model, settings, loras, onLoad, onStep);
    }

    private static List<GeneratedImage> Run(StableDiffusionModel model, GenerationSettings settings, IReadOnlyList<AppliedLora> loras, Action<StableDiffusionModel> onLoad, Action<SamplingProgress>? onStep = null, Action<string>? onNote = null)
    {
        var images = new List<GeneratedImage>();
        var pipeline = new GenerationPipeline(model, ClipTokenizer.FromFolder(Golden.Reference("clip-tokenizer")), new ModelIdentity("tiny", null, null, "test"))
        {
            OnNote = onNote,
            Lookup = ModelLookup.None with { Checkpoint = _ => new ModelOnDemand("tiny", "tiny [0123456789]", Load) },
        };
        pipeline.Generate(settings, loras, [], null, images.Add, new Steps(onStep), CancellationToken.None);
        return images;

        StableDiffusionModel Load()
        {
            var refiner = TinyModel.Load();
            onLoad(refiner);
            return refiner;
        }
    }

    private sealed class Steps(Action<SamplingProgress>? onStep) : IProgress<SamplingProgress>
    {
        public void Report(SamplingProgress value) => onStep?.Invoke(value);
    }
}
