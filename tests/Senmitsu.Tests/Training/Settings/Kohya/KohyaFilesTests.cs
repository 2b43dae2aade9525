using Senmitsu.Numerics.Images;
using Senmitsu.Training.LearningRates;
using Senmitsu.Training.Optimizers;
using Senmitsu.Training.Settings;
using Senmitsu.Training.Settings.Kohya;

namespace Senmitsu.Tests.Training.Settings.Kohya;

public sealed class KohyaFilesTests : IDisposable
{
    private static readonly TrainingSettings Settings = new()
    {
        Model = new() { PretrainedModelNameOrPath = "モデル.safetensors" },
        Dataset = new() { TrainDataDir = @"C:\画像", Resolution = new ImageSize(512, 512), CacheLatents = true },
        Optimizer = new() { Constants = new AdamWSettings { WeightDecay = 0.1, Beta2 = 0.99 } },
        LearningRate = new() { LearningRate = 1e-4, UnetLr = 1e-4, TextEncoderLr = 5e-5, Scheduler = LearningRateScheduler.Cosine, WarmupSteps = StepCount.Ratio(0.1) },
        Loss = new() { MaxTimestep = 1000 },
        Run = new() { Seed = 42, ClipSkip = 2 },
        Output = new() { OutputDir = "out", OutputName = "ai_model_v1", SavePrecision = SavePrecision.Fp16 },
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("senmitsu-kohya-").FullName;

    [Fact]
    public void WriteToml_AndReadByConfigFile_GivesTheSameSettings()
    {
        var path = Path.Combine(_folder, "run.toml");
        KohyaFiles.WriteToml(path, Settings);
        var import = KohyaMapping.ParseCommandLine(["--config_file", path], KohyaFiles.ReadToml);
        Assert.Empty(import.Problems);
        Assert.Equal(Settings, import.Settings);
    }

    [Fact]
    public void WriteGui_AndRead_GivesTheSameSettings()
    {
        var path = Path.Combine(_folder, "run.json");
        KohyaFiles.WriteGui(path, Settings);
        var import = KohyaFiles.ReadGui(path);
        Assert.Empty(import.Problems);
        Assert.Equal(Settings, import.Settings);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("network_dim = = 4")]
    public void ParseCommandLine_WhenConfigFileCannotBeRead_ReportsIt(string? content)
    {
        var path = Path.Combine(_folder, "bad.toml");
        if (content is not null) File.WriteAllText(path, content);
        var import = KohyaMapping.ParseCommandLine(["--config_file", path], KohyaFiles.ReadToml);
        Assert.Equal("config_file", import.Problems[0].Path);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
