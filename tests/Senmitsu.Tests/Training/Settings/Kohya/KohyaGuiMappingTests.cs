using Senmitsu.Models.Lora.Targets;
using Senmitsu.Numerics.Images;
using System.Text.Json;
using Senmitsu.Models.Lora;
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

        AssertRoundTrip(Typical with { Loss = Typical.Loss with { MaxTimestep = 1000 }, Dataset = Typical.Dataset with { CaptionPrefix = "photo of", CaptionSeparator = " " }, Network = new() { Rank = 8, BaseWeights = new(["a b.safetensors", "c.safetensors"]) }, Output = Typical.Output with { Modelspec = new() { TriggerPhrase = "a \"dog6\"" } } });

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
            Assert.Equal(settings with { Dataset = settings.Dataset with { MaxTokenLength = settings.Dataset.MaxTokenLength ?? 75 } }, import.Settings); // the GUI always sends one
        }
    }

    [Fact]
    public void ToGui_OfZerosThatTheGuiDrops_SaysThemTwice()
    {
        var gui = KohyaGuiMapping.ToGui(Typical with { Network = new() { Rank = 8, Alpha = 0 }, Optimizer = Typical.Optimizer with { MaxGradNorm = 0 }, LearningRate = Typical.LearningRate with { Scheduler = LearningRateScheduler.Polynomial, Power = 0 }, Dataset = Typical.Dataset with { PriorLossWeight = 0 } }).ToDictionary();
        Assert.Equal("--caption_prefix=photo --max_grad_norm=0 --prior_loss_weight=0 --network_alpha=0 --lr_scheduler_power=0", gui["additional_parameters"]);
    }

    public static TheoryData<NetworkSettings, string> Networks { get; } = new()
    {
        { new() { Rank = 8, Alpha = 4, Arguments = new() { ConvolutionRank = 4, ConvolutionAlpha = 1, RankDropout = 0.1, DownRateWeights = [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.5] } }, "Kohya LoCon" },
        { new() { Rank = 8, Alpha = 4, Dropout = 0.2, ScaleWeightNorms = 1, Arguments = new() { MidRateWeight = 0.5, LoraPlusRatio = 16 } }, "Standard" },
        { new() { Module = NetworkSettings.LoraFaModule, Rank = 8, Arguments = new() { ConvolutionRank = 4 } }, "LoRA-FA" },
        { new() { Module = NetworkSettings.LycorisModule, Rank = 8, Arguments = new() { ConvolutionRank = 0, ConvolutionAlpha = 1, Lycoris = new() { Algorithm = AdapterFamily.Loha, Preset = TargetPreset.AttentionAndMlp, UsesTucker = true } } }, "LyCORIS/LoHa" },
        { new() { Module = NetworkSettings.LycorisModule, Rank = 8, Arguments = new() { ConvolutionRank = 8, ConvolutionAlpha = 1, Lycoris = new() { Algorithm = AdapterFamily.Lokr, IsRankStabilized = true, Lokr = new() { Factor = 8, DecomposesBoth = true } } } }, "LyCORIS/LoKr" },
        { new() { Module = NetworkSettings.DyloraModule, Rank = 8, Arguments = new() { Unit = 4 } }, "Kohya DyLoRA" },
        { new() { Module = NetworkSettings.DyloraModule, Rank = 8, Arguments = new() { ConvolutionRank = 8, ConvolutionAlpha = 2, LoraPlusRatio = 4 } }, "Kohya DyLoRA" },
        { Lycoris(new() { Algorithm = AdapterFamily.Dylora, BlockSize = 2, TrainsNorms = true }), "LyCORIS/DyLoRA" },
        { Lycoris(new() { Algorithm = AdapterFamily.Glora, UsesScalar = true, ScalesRankDropout = true }), "LyCORIS/GLoRA" },
        { Lycoris(new() { Algorithm = AdapterFamily.Ia3, Preset = TargetPreset.Ia3 }), "LyCORIS/iA3" },
        { Lycoris(new() { Algorithm = AdapterFamily.Ia3, ScalesInputs = true }), "LyCORIS/iA3" },
        { Lycoris(new() { Algorithm = AdapterFamily.Full }), "LyCORIS/Native Fine-Tuning" },
        { Lycoris(new() { Algorithm = AdapterFamily.Oft, Constraint = 0.25, IsRescaled = true }), "LyCORIS/Diag-OFT" },
        { Lycoris(new() { Algorithm = AdapterFamily.Boft }), "LyCORIS/BOFT" },
    };

    private static NetworkSettings Lycoris(LycorisSettings lycoris) => new() { Module = NetworkSettings.LycorisModule, Rank = 8, Arguments = new() { ConvolutionRank = 8, ConvolutionAlpha = 1, Lycoris = lycoris } };

    [Theory]
    [MemberData(nameof(Networks))]
    public void ToGui_OfEveryNetwork_AndBack_GivesTheSame(NetworkSettings network, string type)
    {
        var gui = KohyaGuiMapping.ToGui(Typical with { Network = network }).ToDictionary(pair => pair.Key, pair => (object?)pair.Value);
        Assert.Equal(type, gui["LoRA_type"]);
        var import = Import(gui);
        Assert.Empty(import.Problems);
        Assert.Equal(network, import.Settings.Network with { ArgumentsAsGiven = null }); // the GUI sends defaults too
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
    [InlineData("LoRA_type", "Flux1", "network_module")]
    [InlineData("block_dims", "four", "network_args")]
    [InlineData("additional_parameters", "--debug_dataset", "debug_dataset")]
    [InlineData("additional_parameters", "--masked_lose", "masked_lose")]
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
        var gui = RealFile("Standard-AdamW.json");
        Assert.Empty(Import(gui).Problems);
    }

    [Theory]
    [Trait("Category", Golden.Trait)]
    [InlineData("locon-AdamW8bit.json", NetworkSettings.LoraModule, AdapterFamily.Lora, 16)]
    [InlineData("loha-sd15.json", NetworkSettings.LycorisModule, AdapterFamily.Loha, 8)]
    [InlineData("ia3-sd15.json", NetworkSettings.LycorisModule, AdapterFamily.Ia3, 64)]
    [InlineData("LoKR-AdamW8bit-toml.json", NetworkSettings.LycorisModule, AdapterFamily.Lokr, 100000)]
    public void ToArguments_OfRealNetworks_UnderstandsThem(string name, string module, AdapterFamily family, int convolutionRank)
    {
        var import = Import(RealFile(name));
        Assert.DoesNotContain(import.Problems, problem => problem.Path.StartsWith("network", StringComparison.Ordinal));
        Assert.Equal((module, family), (import.Settings.Network.Module, import.Settings.Network.ToLora().Family));
        Assert.Equal(convolutionRank, import.Settings.Network.ToLora().ConvolutionRank);
    }

    private static Dictionary<string, object?> RealFile(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Golden.Reference("kohya-configs", name)));
        return json.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => property.Value.TryGetInt64(out var whole) ? whole : property.Value.GetDouble(),
            _ => (object?)property.Value.GetString(),
        });
    }

    private static KohyaImport Import(IReadOnlyDictionary<string, object?> gui) => KohyaMapping.ToSettings(KohyaGuiMapping.ToArguments(gui));
}
