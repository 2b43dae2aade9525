using Senmitsu.Numerics.Images;
using Senmitsu.Training.LearningRates;
using Senmitsu.Training.Optimizers;
using Senmitsu.Training.Settings.Kohya;
using Senmitsu.Training.Settings;

namespace Senmitsu.Tests.Training.Settings;

public sealed class TrainingSettingsTests
{
    private static readonly TrainingSettings Valid = new()
    {
        Model = new() { PretrainedModelNameOrPath = "model.safetensors" },
        Dataset = new() { TrainDataDir = "img", Resolution = new ImageSize(512, 512) },
        Output = new() { OutputDir = "out" },
    };

    [Fact]
    public void Validate_OfUsableSettings_FindsNothing() => Assert.Empty(Valid.Validate());

    [Fact]
    public void Validate_OfDefaults_NamesWhatIsRequired() =>
        Assert.Equal(["pretrained_model_name_or_path", "train_data_dir", "resolution", "output_dir"], new TrainingSettings().Validate().Select(problem => problem.Path));

    [Fact]
    public void Validate_OfManyMistakes_ReportsAll()
    {
        var settings = Valid with
        {
            Dataset = Valid.Dataset with { Resolution = new ImageSize(500, 512), EnableBucket = true, BucketResoSteps = 1, MaxBucketReso = 256, CaptionDropoutRate = double.NaN, BatchSize = 0, MaxTokenLength = 80 },
            Network = new() { Rank = 0, Alpha = -1, TrainUnet = false, TrainTextEncoder = false },
            Optimizer = new() { Constants = new AdamWSettings { Beta1 = 1, Epsilon = -1 }, MaxGradNorm = double.PositiveInfinity },
            LearningRate = new() { LearningRate = -1, WarmupSteps = StepCount.Ratio(2) },
            Loss = new() { MinSnrGamma = 0, MinTimestep = 900, MaxTimestep = 100 },
            Run = new() { MaxTrainSteps = 0, ClipSkip = 13, Device = "gpu", Precision = "fp8" },
            Output = Valid.Output with { OutputName = "a/b", LogWith = "tensorboard" },
        };
        Assert.Equal(
            [
                "resolution", "bucket_reso_steps", "max_bucket_reso", "train_batch_size", "caption_dropout_rate", "max_token_length",
                "network_dim", "network_alpha", "network_train_unet_only", "optimizer_args", "optimizer_args", "max_grad_norm",
                "learning_rate", "lr_warmup_steps", "min_snr_gamma", "min_timestep", "max_train_steps", "clip_skip", "device", "precision", "output_name", "logging_dir",
            ],
            settings.Validate().Select(problem => problem.Path));
    }

    [Fact]
    public void Validate_BucketLimitsThatFitOnceRounded_AreAccepted() =>
        Assert.Empty((Valid with { Dataset = Valid.Dataset with { Resolution = new ImageSize(1000, 1000), EnableBucket = true, MinBucketReso = 1010, MaxBucketReso = 970 } }).Validate());

    [Theory]
    [InlineData(NetworkSettings.LoraModule, 1, true)]
    [InlineData(NetworkSettings.DyloraModule, 1, false)]
    [InlineData(NetworkSettings.OftModule, 1e-3, false)]
    public void Validate_DimFromWeights_IsRefusedWhereTheFileDoesNotSayTheNetwork(string module, double alpha, bool isValid)
    {
        var settings = Valid with { Network = new() { Module = module, Alpha = alpha, Weights = "a.safetensors", DimFromWeights = true } };
        Assert.Equal(isValid ? [] : ["dim_from_weights"], settings.Validate().Select(problem => problem.Path));
        Assert.Empty((settings with { Network = settings.Network with { DimFromWeights = false } }).Validate());
    }

    [Fact]
    public void Validate_ZerosThatMeanSomething_AreAccepted() =>
        Assert.Empty((Valid with { Network = new() { Alpha = 0 }, LearningRate = new() { Scheduler = LearningRateScheduler.Polynomial, LearningRate = 1e-4, Power = 0 }, Optimizer = new() { MaxGradNorm = 0 } }).Validate());

    [Fact]
    public void Validate_AlphaThatAllowsOftNoRotation_IsRefused() =>
        Assert.Equal("network_alpha", Assert.Single((Valid with { Network = new() { Module = NetworkSettings.OftModule, Alpha = 0 } }).Validate()).Path);

    [Fact]
    public void Validate_WhenNothingWouldBeLearned_SaysSo()
    {
        var settings = Valid with { LearningRate = new() { UnetLr = 0 }, Network = new() { TrainTextEncoder = false } };
        Assert.Contains("nothing would be learned", Assert.Single(settings.Validate()).Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("512", 512, 512)]
    [InlineData("512, 768", 512, 768)]
    public void KohyaResolution_OfText_IsWidthThenHeight(string text, int width, int height)
    {
        Assert.True(KohyaResolution.TryParse(text, out var size));
        Assert.Equal(new ImageSize(width, height), size);
    }

    [Theory]
    [InlineData("")]
    [InlineData("512x512")]
    [InlineData("1,2,3")]
    [InlineData("-1")]
    [InlineData(null)]
    public void KohyaResolution_OfOtherText_IsRefused(string? text) => Assert.False(KohyaResolution.TryParse(text, out _));

    [Theory]
    [InlineData("10", 10)]
    [InlineData("0.1", 20)]
    [InlineData("10%", 20)]
    [InlineData("0", 0)]
    public void StepCount_OfText_IsStepsOrShare(string text, int expected)
    {
        Assert.True(StepCount.TryParse(text, out var count));
        Assert.Equal(expected, count.Resolve(200));
    }
}
