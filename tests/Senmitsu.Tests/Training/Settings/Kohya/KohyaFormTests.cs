using System.Text.Json;
using Senmitsu.Formats.Kohya;
using Senmitsu.Models.Lora;
using Senmitsu.Numerics.Images;
using Senmitsu.Tests.Testing;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.LearningRates;
using Senmitsu.Training.Optimizers;
using Senmitsu.Training.Settings;
using Senmitsu.Training.Settings.Kohya;

namespace Senmitsu.Tests.Training.Settings.Kohya;

/// <summary>The files we write are in sd-scripts' and kohya_ss' own form: names and types that they expect, for settings that leave no default in place.</summary>
public sealed class KohyaFormTests : IDisposable
{
    // sd-scripts does not convert what it reads from a TOML file, so a type that is only nearly right breaks it.
    private static readonly TrainingSettings Full = new()
    {
        Model = new() { PretrainedModelNameOrPath = "m.safetensors", Vae = "v.safetensors", IsVersion2 = true, PredictsVelocity = true },
        Dataset = new()
        {
            TrainDataDir = "img", RegDataDir = "reg", InJson = "meta.json", Resolution = new ImageSize(512, 768), EnableBucket = true, MinBucketReso = 320, MaxBucketReso = 1280, BucketResoSteps = 32, BucketNoUpscale = true,
            CaptionExtension = ".txt", ShuffleCaption = true, KeepTokens = 1, CaptionSeparator = ";", CaptionPrefix = "a", CaptionSuffix = "b", CaptionDropoutRate = 0.5, CaptionTagDropoutRate = 1, WeightedCaptions = true,
            PriorLossWeight = 2, DatasetRepeats = 2, CaptionDropoutEveryNEpochs = 2, KeepTokensSeparator = "|||", SecondarySeparator = ";;;", EnableWildcard = true, TokenWarmupMin = 2, TokenWarmupStep = 3,
            Augmentation = new() { Flip = true, Color = true, RandomCrop = true, FaceCrop = new(2, 4) }, AlphaMask = true, MaskedLoss = true, ConditioningDataDir = "masks", ResizeInterpolation = ResizeInterpolation.Area,
            CacheLatents = true, CacheLatentsToDisk = true, BatchSize = 2, VaeBatchSize = 2, MaxTokenLength = 225,
        },
        Network = new()
        {
            Rank = 8, Alpha = 4, Dropout = 0.1, ScaleWeightNorms = 1, Weights = "w.safetensors", DimFromWeights = true, BaseWeights = ["b.safetensors"], BaseWeightsMultiplier = [1], TrainTextEncoder = false,
            Arguments = new() { ConvolutionRank = 4, LoraPlusRatio = 16 },
        },
        Optimizer = new() { Constants = new AdamWSettings { WeightDecay = 0.1, Beta2 = 0.99 }, MaxGradNorm = 0 },
        LearningRate = new() { LearningRate = 1, UnetLr = 1, TextEncoderLr = 1, Scheduler = LearningRateScheduler.WarmupStableDecay, WarmupSteps = StepCount.Ratio(0.1), DecaySteps = StepCount.Steps(20), NumCycles = 2, Power = 2, Timescale = 100, MinLrRatio = 0.1 },
        Loss = new()
        {
            Type = LossType.Huber, HuberSchedule = HuberSchedule.Constant, HuberC = 1, HuberScale = 2, MinSnrGamma = 5, ScaleVPredLossLikeNoisePred = true, VPredLikeLoss = 1, DebiasedEstimation = true, ZeroTerminalSnr = true,
            NoiseOffset = 1, NoiseOffsetRandomStrength = true, AdaptiveNoiseScale = 0.01, MultiresNoiseIterations = 6, MultiresNoiseDiscount = 1, IpNoiseGamma = 1, IpNoiseGammaRandomStrength = true, MinTimestep = 1, MaxTimestep = 999,
        },
        Run = new() { MaxTrainEpochs = 80, GradientAccumulationSteps = 2, Seed = 42, ClipSkip = 2, MixedPrecision = MixedPrecision.Bf16, FullBf16 = true, GradientCheckpointing = true, NoMetadata = true, TrainingComment = "c" },
        Output = new() { OutputDir = "out", OutputName = "n", SavePrecision = SavePrecision.Fp16, SaveEveryNEpochs = 10, SaveEveryNSteps = 100, SaveLastNEpochs = 2, LoggingDir = "log" },
        Validation = new() { Split = 0.1, Seed = 3, EveryNEpochs = 1 },
        State = new() { SaveState = true },
        Samples = new() { EveryNEpochs = 1, PromptFile = "prompts.txt" },
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Arguments_AreThoseOfSdScripts()
    {
        // kohya_ss writes these into its TOML besides.
        string[] ofTheGui = ["epoch", "ggpo_sigma", "ggpo_beta", "noise_offset_type", "train_inpainting", "train_lora_ggpo", "sdxl", "sd3_checkbox", "flux1_checkbox", "hunyuan_image_checkbox", "anima_checkbox", "lumina_checkbox"];
        Assert.Equal(SdScriptsArguments.All.Concat(ofTheGui).Order(StringComparer.Ordinal), KohyaArguments.All.Where(argument => !argument.IsOurs).Select(argument => argument.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WriteToml_OfFullSettings_HasNamesAndTypesOfSdScripts()
    {
        var path = _folder.File("run.toml");
        KohyaFiles.WriteToml(path, Full);
        var values = KohyaTomlFile.Read(path).Values;
        Assert.True(values.Count > 100, $"{values.Count} of the arguments are written");
        Assert.All(values, pair => Assert.True(Fits(pair.Key, pair.Value.Raw), $"{pair.Key} = {pair.Value.Raw} ({pair.Value.Raw?.GetType().Name})"));
        Assert.Equal("512,768", values["resolution"].Raw);
        Assert.Equal("2,4", values["face_crop_aug_range"].Raw);
        Assert.Equal(0.1, values["lr_warmup_steps"].Raw);
        Assert.Equal(20L, values["lr_decay_steps"].Raw);
    }

    [Fact]
    [Trait("Category", Golden.Trait)]
    public void WriteGui_OfFullSettings_HasTheTypesOfKohyaSsFiles()
    {
        var path = _folder.File("run.json");
        KohyaFiles.WriteGui(path, Full);
        using var ours = JsonDocument.Parse(File.ReadAllBytes(path));
        using var theirs = JsonDocument.Parse(File.ReadAllBytes(Golden.Reference("kohya-configs", "Standard-AdamW.json")));
        var kinds = ours.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => Kind(property.Value));
        var compared = theirs.RootElement.EnumerateObject().Where(property => kinds.ContainsKey(property.Name)).ToList();
        Assert.True(compared.Count > 100, $"{compared.Count} keys are known to both");
        // Lists of old files have become switches and texts: these fields changed their type between releases.
        Assert.All(compared, property => Assert.True(kinds[property.Name] == Kind(property.Value) || IsNumberAsText(property.Value, kinds[property.Name]) || property.Name is "xformers", $"{property.Name}: {kinds[property.Name]}, kohya_ss has {property.Value}"));
        Assert.Equal(kinds.Keys.Order(StringComparer.Ordinal), kinds.Keys);
    }

    [Fact]
    public void Files_CarryNoSecrets()
    {
        var gui = _folder.File("in.json");
        File.WriteAllText(gui, """{"wandb_api_key": "s3cret", "huggingface_token": "t0ken", "output_name": "n"}""");
        var settings = KohyaFiles.ReadGui(gui, []).Settings;
        KohyaFiles.WriteGui(_folder.File("out.json"), settings);
        KohyaFiles.WriteToml(_folder.File("out.toml"), settings);
        Assert.All(["out.json", "out.toml"], name => Assert.DoesNotMatch("s3cret|t0ken", File.ReadAllText(_folder.File(name))));
    }

    private static bool Fits(string name, object? value) => value switch
    {
        bool => SdScriptsArguments.Flags.Contains(name),
        string => SdScriptsArguments.Texts.Contains(name),
        long => SdScriptsArguments.WholeNumbers.Contains(name) || SdScriptsArguments.Steps.Contains(name),
        double => SdScriptsArguments.Numbers.Contains(name) || SdScriptsArguments.Steps.Contains(name),
        IEnumerable<KohyaValue> items => items.All(item => item.Raw switch { string => SdScriptsArguments.TextLists.Contains(name), double => SdScriptsArguments.NumberLists.Contains(name), _ => false }),
        _ => false,
    };

    private static string Kind(JsonElement value) => value.ValueKind switch { JsonValueKind.True or JsonValueKind.False => "switch", JsonValueKind.Number => "number", _ => "text" };

    private static bool IsNumberAsText(JsonElement theirs, string ours) => ours == "number" && theirs.ValueKind == JsonValueKind.String && (theirs.GetString() is "" || double.TryParse(theirs.GetString(), System.Globalization.CultureInfo.InvariantCulture, out _));
}
