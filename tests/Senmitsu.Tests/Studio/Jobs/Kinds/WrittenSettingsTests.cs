using System.Text.Json;
using System.Text.Json.Nodes;
using Senmitsu.Generation.Settings;
using Senmitsu.Numerics;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Generation.Grids;
using Senmitsu.Studio.Jobs.Kinds;
using Senmitsu.Studio.Upscaling;
using Senmitsu.Training.Settings;
using Senmitsu.Training.Settings.Kohya;

namespace Senmitsu.Tests.Studio.Jobs.Kinds;

public sealed class WrittenSettingsTests
{
    [Fact]
    public void JobJson_OfAGenerationWithEverythingSet_ComesBackTheSame()
    {
        var request = new GenerateRequest
        {
            Settings = new GenerationSettings
            {
                Prompt = "桜 (cat:1.2)\n<lora:x:0.8>",
                Seed = 4_294_967_290,
                CfgScale = 6.5,
                Sampler = "DPM++ 2M",
                Noise = new() { VariationSeed = 3, VariationStrength = 0.25, Source = RandomSource.Cpu },
                Samplers = new() { Eta = 0.5, ChurnTo = double.PositiveInfinity, Spacing = new() { Rho = 5 } },
                Hires = new() { Scale = 1.5, UpscalerModel = "x", Upscaler = HiresUpscaler.Model },
                Inpaint = new() { BlurX = 1, Soft = new() },
                Refiner = new() { Checkpoint = "r" },
                VaeTiling = Senmitsu.Models.Vae.VaeTiling.On,
            },
            ModelPath = "m.safetensors",
            Styles = ["a", "b"],
            Axes = [GridAxis.Parse("x:steps=1-3"), GridAxis.Parse("z:sr=cat,dog")],
            ResizeBy = 0.5,
            Precision = Precision.BFloat16,
        };
        var text = JobJson.Write(new WrittenGeneration(request, new LivePreviewSettings { EveryNSteps = 3 }));
        var read = JobJson.Read<WrittenGeneration>(text);
        Assert.Equal(request.Settings, read.Request.Settings);
        Assert.Equal(request.Axes.Select(axis => (axis.Letter, axis.Kind, string.Join('|', axis.Values))), read.Request.Axes.Select(axis => (axis.Letter, axis.Kind, string.Join('|', axis.Values))));
        Assert.Equal(request with { Styles = [], Axes = [] }, read.Request with { Styles = [], Axes = [] });
        Assert.Equal(request.Styles, read.Request.Styles);
        Assert.Equal(3, read.Preview.EveryNSteps);
    }

    [Fact]
    public void JobJson_OfAnEnlargement_ComesBackTheSame()
    {
        var request = new UpscaleRequest { Pictures = ["a.png", "写真.png"], Upscaler = "Lanczos", Width = 64, Height = 128, Crops = false, Tile = 0, Precision = Precision.Float32 };
        var read = JobJson.Read<UpscaleRequest>(JobJson.Write(request));
        Assert.Equal(request.Pictures, read.Pictures);
        Assert.Equal(request with { Pictures = [] }, read with { Pictures = [] });
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("""{"Request":{"Settings":{},"ModelPath":"m","Axes":[{"Axis":"x","Type":"Weather","Values":["1"]}]},"Preview":{}}""")]
    [InlineData("""{"Request":{"ModelPath":"m"},"Preview":{}}""")]
    public void JobJson_OfSomethingElse_Throws(string text) => Assert.Throws<JsonException>(() => JobJson.Read<WrittenGeneration>(text));

    /// <summary>Every argument that sd-scripts or we know and that settings can hold, at a value other than its default.</summary>
    [Fact]
    public void TrainingJson_OfSettingsOfManyKinds_ComesBackTheSame()
    {
        var settings = new TrainingSettings
        {
            Model = new() { PretrainedModelNameOrPath = "m.safetensors", TokenizerDirectory = "t", Vae = "v.safetensors" },
            Dataset = new() { TrainDataDir = "画像", Resolution = new(512, 768), CaptionExtension = ".txt", MaxTokenLength = 150, FixesFolders = true, CacheLatents = true, EnableBucket = true, BatchSize = 2 },
            Network = new() { Rank = 32, Alpha = 16, BaseWeights = ["b.safetensors"] },
            Optimizer = new() { Type = "AdamW", MaxGradNorm = 0.5 },
            LearningRate = new() { LearningRate = 1, UnetLr = 2e-4, TextEncoderLr = 5e-5 },
            Run = new() { MaxTrainSteps = 1600, Seed = 4123456789, Device = "cpu", Precision = "fp32", MixedPrecision = MixedPrecision.Bf16 },
            Output = new() { OutputDir = "out", OutputName = "ai_model_v1", SaveEveryNEpochs = 10 },
            Samples = new() { PromptText = "cat --s 20", EveryNEpochs = 1 },
            State = new() { SaveState = true, SaveStateEveryNMinutes = 0.5 },
        };
        var read = TrainingJson.Read(TrainingJson.Write(settings));
        Assert.Equal(Arguments(settings), Arguments(read));
        Assert.Equal(("t", "cpu", "fp32", 0.5, "cat --s 20", true), (read.Model.TokenizerDirectory, read.Run.Device, read.Run.Precision, read.State.SaveStateEveryNMinutes, read.Samples.PromptText, read.Dataset.FixesFolders));
        Assert.Equal(0, TrainingJson.Read(TrainingJson.Write(settings with { State = new() { SaveStateEveryNMinutes = 0 } })).State.SaveStateEveryNMinutes);

        static string Arguments(TrainingSettings settings) => JsonNode.Parse(JsonSerializer.Serialize(KohyaMapping.ToArguments(settings, withOurs: true).ToDictionary()))!.ToJsonString();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"no_such_argument":1}""")]
    [InlineData("{")]
    public void TrainingJson_OfSomethingElse_Throws(string text) => Assert.ThrowsAny<JsonException>(() => TrainingJson.Read(text));
}
