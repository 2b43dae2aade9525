using Senmitsu.Numerics.Images;
using System.Text.Json;
using Senmitsu.Tests.Testing;
using Senmitsu.Training.LearningRates;
using Senmitsu.Training.Optimizers;
using Senmitsu.Training.Optimizers.Adaptive;
using Senmitsu.Training.Settings;
using Senmitsu.Training.Settings.Kohya;

namespace Senmitsu.Tests.Training.Settings.Kohya;

public sealed class KohyaGuiMappingTests
{
    private static readonly TrainingSettings Typical = new()
    {
        Model = new() { PretrainedModelNameOrPath = "model.safetensors" },
        Dataset = new() { TrainDataDir = "img", Resolution = new ImageSize(512, 768), EnableBucket = true, BatchSize = 2, CacheLatents = true, CaptionExtension = ".txt", CaptionPrefix = "photo" },
        Network = new() { Rank = 32, Alpha = 32 },
        Optimizer = new() { Constants = new AdamWSettings { WeightDecay = 0.1 } },
        LearningRate = new() { LearningRate = 1e-4, UnetLr = 1e-4, TextEncoderLr = 5e-5, Scheduler = LearningRateScheduler.Cosine, WarmupSteps = StepCount.Ratio(0.1) },
        Loss = new() { MinSnrGamma = 5 },
        Run = new() { MaxTrainEpochs = 80, Seed = 42, ClipSkip = 1, MixedPrecision = MixedPrecision.Bf16 },
        Output = new() { OutputDir = "out", OutputName = "ai_model_v1", SaveEveryNEpochs = 10, SavePrecision = SavePrecision.Fp16 },
    };

    [Fact]
    public void ToGui_WritesEveryKeySorted()
    {
        var gui = KohyaGuiMapping.ToGui(Typical);
        Assert.Equal(287, gui.Count);
        Assert.Equal(KohyaGuiKeys.Defaults.Keys, gui.Select(pair => pair.Key));
        Assert.Equal(gui.OrderBy(pair => pair.Key, StringComparer.Ordinal), gui);
        var values = gui.ToDictionary();
        Assert.Equal("512,768", values["max_resolution"]);
        Assert.Equal(32L, values["network_dim"]);
        Assert.Equal(80L, values["max_train_epochs"]);
        Assert.Equal("AdamW", values["optimizer"]);
        Assert.Equal("weight_decay=0.1", values["optimizer_args"]);
        Assert.Equal(10L, values["lr_warmup"]);
        Assert.Equal("bf16", values["mixed_precision"]);
        Assert.Equal("--caption_prefix=photo", values["additional_parameters"]);
    }

    [Fact]
    public void ToGui_AndBack_GivesTheSameSettings()
    {
        AssertRoundTrip(Typical with { Loss = Typical.Loss with { MaxTimestep = 1000 } });
        AssertRoundTrip(Typical with { Loss = Typical.Loss with { MaxTimestep = 900 }, Network = Typical.Network with { TrainTextEncoder = false }, LearningRate = Typical.LearningRate with { TextEncoderLr = null, WarmupSteps = StepCount.Steps(7) } });
        AssertRoundTrip(Typical with { Loss = Typical.Loss with { MaxTimestep = 1000 }, LearningRate = Typical.LearningRate with { UnetLr = null, TextEncoderLr = null } });

        AssertRoundTrip(Typical with { Loss = Typical.Loss with { MaxTimestep = 1000 }, Run = Typical.Run with { Seed = 0, MaxTrainEpochs = null, MaxTrainSteps = 300 }, Optimizer = Typical.Optimizer with { MaxGradNorm = 0 } });

        var loop = Typical with
        {
            Optimizer = new() { Type = "Prodigy", Constants = new ProdigySettings { WeightDecay = 0.01, IsDecoupled = false, Beta2 = 0.99, GrowthRate = 1.02 } },
            LearningRate = new() { LearningRate = 1, Torch = new CosineAnnealingSchedule { HalfPeriod = 20 } },
            Loss = new() { MaxTimestep = 1000, Type = LossType.Huber, HuberC = 0.2, NoiseOffset = 0.1, NoiseOffsetRandomStrength = true, AdaptiveNoiseScale = 0.01, IpNoiseGamma = 0.1, DebiasedEstimation = true },
        };
        AssertRoundTrip(loop);
        AssertRoundTrip(loop with { Loss = loop.Loss with { MultiresNoiseIterations = 6, MultiresNoiseDiscount = 0.2 } });
        AssertRoundTrip(loop with { LearningRate = new() { LearningRate = 1, Scheduler = LearningRateScheduler.PiecewiseConstant, StepRules = StepRules.Parse("1:10,0.1") } });

        static void AssertRoundTrip(TrainingSettings settings)
        {
            var import = Import(KohyaGuiMapping.ToGui(settings).ToDictionary(pair => pair.Key, pair => (object?)pair.Value));
            Assert.Empty(import.Problems);
            Assert.Equal(settings, import.Settings);
        }
    }

    [Fact]
    public void ToArguments_WithoutSteps_CountsEpochs()
    {
        var gui = KohyaGuiKeys.Defaults.ToDictionary(pair => pair.Key, pair => (object?)pair.Value);
        (gui["max_train_steps"], gui["epoch"]) = (0L, "80");
        Assert.Equal(80, Import(gui).Settings.Run.MaxTrainEpochs);
    }

    [Fact]
    public void ToArguments_OfTheGuisDefaults_AsksOnlyForFolders()
    {
        var import = Import(KohyaGuiKeys.Defaults.ToDictionary(pair => pair.Key, pair => (object?)pair.Value));
        Assert.Equal(["train_data_dir", "output_dir"], import.Problems.Select(problem => problem.Path));
        Assert.Equal("AdamW8bit", import.Settings.Optimizer.Type);
        Assert.Equal(StepCount.Ratio(0.1), import.Settings.LearningRate.WarmupSteps);
    }

    [Theory]
    [InlineData("LoRA_type", "LyCORIS/LoHa", "network_module")]
    [InlineData("rank_dropout", 0.1, "network_args")]
    [InlineData("additional_parameters", "--debug_dataset", "debug_dataset")]
    [InlineData("additional_parameters", "--masked_lose", "masked_lose")]
    [InlineData("weighted_captions", true, "weighted_captions")]
    [InlineData("sdxl", true, "sdxl")]
    public void ToArguments_OfWhatIsNotSupported_IsRefused(string key, object value, string path)
    {
        var gui = KohyaGuiMapping.ToGui(Typical).ToDictionary(pair => pair.Key, pair => (object?)pair.Value);
        gui[key] = value;
        Assert.Equal(path, Assert.Single(Import(gui).Problems).Path);
    }

    [Fact]
    [Trait("Category", Golden.Trait)]
    public void ToArguments_OfRealSettingsFile_HasNoProblems()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Golden.Reference("kohya-configs", "Standard-AdamW.json")));
        var gui = json.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => property.Value.TryGetInt64(out var whole) ? whole : property.Value.GetDouble(),
            _ => (object?)property.Value.GetString(),
        });
        Assert.Empty(Import(gui).Problems);
    }

    private static KohyaImport Import(IReadOnlyDictionary<string, object?> gui) => KohyaMapping.ToSettings(KohyaGuiMapping.ToArguments(gui));
}
