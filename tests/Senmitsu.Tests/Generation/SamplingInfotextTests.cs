using Senmitsu.Diffusion.Prompts;
using Senmitsu.Diffusion.Samplers;
using Senmitsu.Diffusion.Schedules;
using Senmitsu.Formats.Infotext;
using Senmitsu.Generation;
using Senmitsu.Generation.Settings;
using Senmitsu.Models.Vae;
using Senmitsu.Numerics;

namespace Senmitsu.Tests.Generation;

public sealed class SamplingInfotextTests
{
    [Fact]
    public void Read_OfWhatWasWritten_GivesTheSettingsBack()
    {
        var settings = new GenerationSettings
        {
            Prompt = "a cat",
            Sampler = "Euler a",
            Noise = new NoiseSettings { Source = RandomSource.Cpu, VariationSeed = 77, VariationStrength = 0.25, SeedResizeFromWidth = 256, SeedResizeFromHeight = 384, EtaSeedDelta = 31337, Extra = 0.1 },
            Samplers = new SamplerSettings { Eta = 0.5, NoiseScale = 1.01, UsesZeroTerminalSnr = true, Prediction = PredictionType.Velocity, Spacing = new SpacingOptions { SmallestSigma = 0.1, LargestSigma = 10, Rho = 5, DiscardsPenultimate = true } },
            Hires = new HiresSettings { Scale = 1.5, Steps = 7, DenoisingStrength = 0.4, Upscaler = HiresUpscaler.LatentBicubicAntialiased, Checkpoint = "sd-1, \"b\" [0123456789]", Prompt = "a cat, close", NegativePrompt = "dog: brown", Sampler = "Euler", ScheduleType = "Karras" },
        };
        var infotext = Written(settings);
        Assert.Equal(settings.Noise, SamplingInfotext.ReadNoise(infotext));
        Assert.Equal(settings.Samplers, SamplingInfotext.ReadSamplers(infotext));
        Assert.Equal(settings.Hires, SamplingInfotext.ReadHires(infotext));
    }

    [Fact]
    public void Read_OfDefaults_GivesDefaults()
    {
        var infotext = Written(new GenerationSettings());
        Assert.Equal(new NoiseSettings(), SamplingInfotext.ReadNoise(infotext));
        Assert.Equal(new SamplerSettings(), SamplingInfotext.ReadSamplers(infotext));
        Assert.Null(SamplingInfotext.ReadHires(infotext));
    }

    [Fact]
    public void Read_WithoutRng_MeansTheGeneratorOfCards() =>
        Assert.Equal(RandomSource.Nv, SamplingInfotext.ReadNoise(InfotextParser.Parse("x\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 1, Size: 512x512")).Source);

    [Theory]
    [InlineData("Variation seed strength: much")]
    [InlineData("Denoising strength: 0.5, Hires upscale: twice")]
    public void Read_OfWhatCannotBeUsed_Throws(string pairs)
    {
        var infotext = InfotextParser.Parse($"x\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 1, {pairs}");
        Assert.Throws<InvalidSettingsException>(() =>
        {
            SamplingInfotext.ReadNoise(infotext);
            SamplingInfotext.ReadHires(infotext);
        });
    }

    [Fact]
    public void Read_OfNetworkSettings_GivesThemBackUnderWebuisKeys()
    {
        var settings = new GenerationSettings
        {
            Prompt = "a cat",
            IsTiling = true,
            TokenMerging = 0.5,
            VaeTiling = VaeTiling.Off,
            Refiner = new RefinerSettings { Checkpoint = "other [0123456789]", SwitchAt = 0.7, SwitchesBySteps = true, Pass = HiresPass.Both },
            Hires = new HiresSettings { Upscaler = HiresUpscaler.Model, UpscalerModel = "R-ESRGAN 4x+", TokenMerging = 0.3 },
        };
        var infotext = Written(settings);
        Assert.Contains("Token merging ratio: 0.5, Token merging ratio hr: 0.3, RNG: NV, Tiling: True, ", InfotextWriter.Write(infotext), StringComparison.Ordinal);
        Assert.Contains("Refiner: other [0123456789], Refiner switch at: 0.7, Hires refiner: both passes, Refiner switch by sampling steps: True, Tiled VAE: False, ", InfotextWriter.Write(infotext), StringComparison.Ordinal);
        Assert.Equal(settings with { Hires = null, Prompt = "" }, NetworkInfotext.Read(infotext, new GenerationSettings()));
        Assert.Equal(settings.Hires, SamplingInfotext.ReadHires(infotext));
        Assert.Equal(new GenerationSettings(), NetworkInfotext.Read(Written(new GenerationSettings()), new GenerationSettings()));
    }

    [Theory]
    [InlineData("4xNomos8k_v1.0", "4xNomos8k_v1.0")]
    [InlineData("/models/ESRGAN/4xNomos8k_v1.0.safetensors", "4xNomos8k_v1.0")]
    public void Written_OfAnUpscaler_KeepsTheDotsOfItsName(string model, string expected) =>
        Assert.Equal(expected, SamplingInfotext.ReadHires(Written(new GenerationSettings { Hires = new HiresSettings { Upscaler = HiresUpscaler.Model, UpscalerModel = model } }))!.UpscalerModel);

    [Fact]
    public void Written_OfHiresPrompts_NamesHowTheyAreRead()
    {
        var prompts = new PromptSettings { Emphasis = EmphasisMode.Ignore, HasComments = false };
        Assert.Equal(prompts, PromptInfotext.Read(Written(new GenerationSettings { Prompt = "a cat", Prompts = prompts, Hires = new HiresSettings { Prompt = "a (cat:1.2) #1" } })));
        Assert.Equal(new PromptSettings(), PromptInfotext.Read(Written(new GenerationSettings { Prompt = "a cat", Prompts = prompts, Hires = new HiresSettings() })));
    }

    private static Infotext Written(GenerationSettings settings)
    {
        var identity = new ModelIdentity("tiny", "0123456789", null, "test");
        var infotext = GenerationInfotext.Create(settings, SamplerCatalog.Resolve(settings.Sampler, settings.ScheduleType), identity, [], [], [], 42, isImageToImage: false);
        return InfotextParser.Parse(InfotextWriter.Write(infotext));
    }
}
