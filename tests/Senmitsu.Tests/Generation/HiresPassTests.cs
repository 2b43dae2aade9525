using Senmitsu.Formats.Infotext;
using Senmitsu.Generation;
using Senmitsu.Generation.Settings;
using Senmitsu.Models;
using Senmitsu.Models.Clip;
using Senmitsu.Tests.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Generation;

/// <summary>The second pass of a hires fix with a checkpoint and LoRAs of its own, through the tiny model.</summary>
public sealed class HiresPassTests
{
    private const int FirstSteps = 3;

    private static readonly HiresSettings Second = new() { Scale = 1.5, Steps = 2, Upscaler = HiresUpscaler.Lanczos };
    private static readonly GenerationSettings Quick = new() { Prompt = "a cat", NegativePrompt = "blurry", Seed = 7, Steps = FirstSteps, Width = 64, Height = 64, Sampler = "Euler", BatchCount = 2, Hires = Second };
    private static readonly AppliedLora Lora = new(LoraTags.Extract("<lora:x:2>").Tags[0], Golden.File("lora_random_fp16.safetensors"), "0123456789ab");

    [Fact]
    public void Generate_WithACopyOfTheModelForTheSecondPass_GivesTheSameBytes_AndNamesIt()
    {
        var loads = 0;
        var expected = Generate(Quick, [Lora]).Images;
        var own = Generate(Quick with { Hires = Second with { Checkpoint = "copy" } }, [Lora], onLoad: _ => loads++).Images;
        Assert.Equal(1, loads);
        Assert.Equal(expected.Select(image => image.Image.Pixels), own.Select(image => image.Image.Pixels));
        Assert.All(own, image => Assert.Contains("Hires checkpoint: other [0123456789], Hires upscale: 1.5", InfotextWriter.Write(image.Infotext), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Generate_WithAnotherModelForTheSecondPass_UsesItThereOnly_AndGivesTheFirstBack(bool alsoRefines)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModel.Load();
        List<Tensor> Weights() => [.. model.TextEncoder.Adaptable.Concat(model.Unet.Adaptable).Select(layer => layer.Weight.clone())];
        var before = Weights();
        var plain = Run(model, Quick with { BatchCount = 1 }, [Lora]);
        var settings = Quick with { BatchCount = 1, Hires = Second with { Checkpoint = "other" }, Refiner = alsoRefines ? new RefinerSettings { Checkpoint = "own", SwitchAt = 0.9 } : null };
        var other = Run(model, settings, [Lora], onLoad: loaded => loaded.Unet.Adaptable[0].Weight.mul_(0.5));
        Assert.All(before.Zip(Weights()), pair => Assert.True(pair.First.eq(pair.Second).all().item<bool>()));
        AssertSameFirstPass(plain, other);
        AssertOtherSecondPass(plain, other);
        Assert.All(other.Images, image => Assert.Equal(alsoRefines, InfotextWriter.Write(image.Infotext).Contains("Refiner: own [abcdef0123]", StringComparison.Ordinal)));
    }

    [Fact]
    public void Generate_WithTheLoraInBothPrompts_GivesTheBytesOfTheLoraInBothPasses()
    {
        var both = Generate(Quick, [Lora]);
        var named = Generate(Quick with { Hires = Second with { Prompt = "a cat <lora:x:2>" } }, [Lora with { Pass = HiresPass.First }, Lora with { Pass = HiresPass.Second }]);
        Assert.Equal(both.Images.Select(image => image.Image.Pixels), named.Images.Select(image => image.Image.Pixels));
        Assert.All(named.Images, image => Assert.Contains("Lora hashes: x: 0123456789ab, ", InfotextWriter.Write(image.Infotext).Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public void Generate_WithALoraForOnePass_UsesItThereOnly()
    {
        var none = Generate(Quick, []);
        var second = Generate(Quick, [Lora with { Pass = HiresPass.Second }]);
        AssertSameFirstPass(none, second);
        AssertOtherSecondPass(none, second);

        var both = Generate(Quick, [Lora]);
        var first = Generate(Quick, [Lora with { Pass = HiresPass.First }]);
        AssertSameFirstPass(both, first);
        AssertOtherSecondPass(both, first);
    }

    [Fact]
    public void Generate_WithABrokenLoraForTheSecondPass_MakesThePictureWithoutIt_AndSaysSo()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("broken.safetensors");
        File.WriteAllText(path, "no LoRA");
        var broken = new AppliedLora(LoraTags.Extract("<lora:broken:1>").Tags[0], path, "0123456789ab") { Pass = HiresPass.Second };
        var images = Generate(Quick, [broken]).Images;
        Assert.Equal(Generate(Quick, []).Images.Select(image => image.Image.Pixels), images.Select(image => image.Image.Pixels));
        Assert.All(images, image => Assert.Contains("broken is left out: ", InfotextWriter.Write(image.Infotext), StringComparison.Ordinal));
    }

    [Fact]
    public void Generate_WithAnotherModelForTheSecondPass_FreesTheFirstBeforeThatIsLoaded()
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using var model = TinyModel.Load();
        var whole = DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
        var atLoad = new List<long>();
        Run(model, Quick with { BatchCount = 1, Hires = Second with { Checkpoint = "other" } }, [], beforeLoad: () => atLoad.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount - before));
        Assert.InRange(Assert.Single(atLoad), 0, whole / 4);
    }

    [Fact]
    public void Generate_WithACheckpointForTheSecondPass_LeavesNoTensor()
    {
        using var model = TinyModel.Load();
        model.Release();
        TensorLeaks.AssertNone(() =>
        {
            Run(model, Quick with { Hires = Second with { Checkpoint = "other", Prompt = "a [cat:dog:0.5]" } }, [Lora with { Pass = HiresPass.Second }]);
            model.Release();
        });
    }

    private static void AssertSameFirstPass(Result a, Result b) => Assert.Equal(FirstPass(a), FirstPass(b));

    private static void AssertOtherSecondPass(Result a, Result b) => Assert.All(a.Images.Zip(b.Images), pair => Assert.NotEqual(pair.First.Image.Pixels, pair.Second.Image.Pixels));

    /// <summary>Previews of the first picture before it is enlarged.</summary>
    private static IEnumerable<byte[]> FirstPass(Result result) => result.Previews.Take(FirstSteps);

    private static Result Generate(GenerationSettings settings, IReadOnlyList<AppliedLora> loras, Action<StableDiffusionModel>? onLoad = null)
    {
        using var model = TinyModel.Load();
        return Run(model, settings, loras, onLoad);
    }

    private static Result Run(StableDiffusionModel model, GenerationSettings settings, IReadOnlyList<AppliedLora> loras, Action<StableDiffusionModel>? onLoad = null, Action? beforeLoad = null)
    {
        var result = new Result([], []);
        var pipeline = new GenerationPipeline(model, ClipTokenizer.FromFolder(Golden.Reference("clip-tokenizer")), new ModelIdentity("tiny", null, null, "test"))
        {
            Lookup = ModelLookup.None with { Checkpoint = name => name == "own" ? new ModelOnDemand("own", "own [abcdef0123]", null) : new ModelOnDemand("other", "other [0123456789]", Load) },
            Preview = new LivePreview(1, LivePreviewMethod.ApproxCheap, picture => result.Previews.Add(picture.Pixels)),
        };
        pipeline.Generate(settings, loras, [], null, result.Images.Add, new Progress<SamplingProgress>(), CancellationToken.None);
        return result;

        StableDiffusionModel Load()
        {
            beforeLoad?.Invoke();
            var other = TinyModel.Load();
            onLoad?.Invoke(other);
            return other;
        }
    }

    private sealed record Result(List<GeneratedImage> Images, List<byte[]> Previews);
}
