using Senmitsu.Formats.Kohya;
using Senmitsu.Numerics.Images;
using Senmitsu.Tests.Testing;
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
        Samples = new() { PromptText = "a dog\na cat", EveryNEpochs = 2, AtFirst = true },
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
        var import = KohyaFiles.ReadGui(path, []);
        Assert.Empty(import.Problems);
        Assert.Equal(Settings with { Dataset = Settings.Dataset with { MaxTokenLength = 75 } }, import.Settings); // the GUI always sends one
    }

    public static TheoryData<string> RealFiles => [.. Directory.GetFiles(Golden.Reference("kohya-configs"), "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [Trait("Category", Golden.Trait)]
    [MemberData(nameof(RealFiles))]
    public void WriteGui_OfARealFileUnchanged_WritesWhatWasRead(string name)
    {
        var original = KohyaJsonFile.Read(Golden.Reference("kohya-configs", name));
        original.Values["a_key_of_tomorrow"] = KohyaValue.Of("kept");
        var first = Path.Combine(_folder, "first.json");
        KohyaJsonFile.Write(first, original);
        var path = Path.Combine(_folder, "second.json");
        KohyaFiles.WriteGui(path, KohyaFiles.ReadGui(first, []).Settings, KohyaJsonFile.Read(first));
        Assert.Equal(File.ReadAllText(first), File.ReadAllText(path));
    }

    [Fact]
    [Trait("Category", Golden.Trait)]
    public void WriteGui_OfAChangedSetting_ChangesThatAlone()
    {
        var path = Golden.Reference("kohya-configs", "Standard-AdamW.json");
        var settings = KohyaFiles.ReadGui(path, []).Settings;
        var changed = Path.Combine(_folder, "changed.json");
        KohyaFiles.WriteGui(changed, settings with { Output = settings.Output with { OutputName = "other" } }, KohyaJsonFile.Read(path));
        var (before, after) = (KohyaJsonFile.Read(path).Values, KohyaJsonFile.Read(changed).Values);
        Assert.Equal(["output_name"], after.Where(pair => !before.ContainsKey(pair.Key) || KohyaJsonFile.Format(With(pair.Value)) != KohyaJsonFile.Format(With(before[pair.Key]))).Select(pair => pair.Key));

        static KohyaConfig With(KohyaValue value)
        {
            var config = new KohyaConfig();
            config.Values["x"] = value;
            return config;
        }
    }

    [Fact]
    public void ReadGui_ZerosThatTheGuiDrops_AreUsedAndSaid()
    {
        var import = ReadGui("""{"max_grad_norm": 0, "network_alpha": 0, "network_dim": 8, "lr_scheduler": "polynomial", "lr_scheduler_power": 0, "reg_data_dir": "r", "prior_loss_weight": 0}""");
        Assert.Equal((0, 0, 0, 0), (import.Settings.Optimizer.MaxGradNorm, import.Settings.Network.Alpha, import.Settings.LearningRate.Power, import.Settings.Dataset.PriorLossWeight));
        Assert.Equal(4, import.Notes.Count(note => note.Contains("kohya_ss would not send the 0", StringComparison.Ordinal)));
        Assert.DoesNotContain(import.Problems, problem => problem.Path is "max_grad_norm" or "network_alpha" or "lr_scheduler_power" or "prior_loss_weight");
    }

    [Theory]
    [InlineData("""{"lr_scheduler_power": 0, "prior_loss_weight": 0}""", "would not send")]
    [InlineData("""{"max_train_steps": 1600, "epoch": 1}""", "has no effect beside")]
    [InlineData("""{"max_train_steps": 0, "epoch": 8}""", "has no effect beside")]
    [InlineData("""{"LoRA_type": "LoRA-FA", "conv_dim": 1, "conv_alpha": 1}""", "conv_dim")]
    [InlineData("""{"LoRA_type": "Kohya LoCon", "conv_dim": 8}""", "conv_dim")]
    [InlineData("""{"unit": 4, "constrain": 0.5, "LyCORIS_preset": "attn-mlp", "max_resolution": "64,64", "optimizer": "Lion", "no_field": false}""", "without effect here")]
    public void ReadGui_WithoutConsequence_SaysNothing(string json, string note) =>
        Assert.DoesNotContain(ReadGui(json).Notes, text => text.Contains(note, StringComparison.Ordinal));

    [Theory]
    [InlineData("""{"max_train_steps": 1600, "epoch": 8}""", "Epoch = 8 has no effect beside Max train steps = 1600; for 8 epochs add --max_train_epochs 8, or set the steps to 0")]
    [InlineData("""{"bucket_reso_steps": 1}""", "bucket_reso_steps = 1 cannot be used: sd-scripts asks for a multiple of 64; 64 is used")]
    [InlineData("""{"max_resolution": "512,650"}""", "resolution 512x650 is cut to 512x648, because the VAE works in steps of 8 pixels")]
    [InlineData("""{"save_every_n_steps": 100, "save_last_n_steps": 2}""", "save_last_n_steps = 2 counts steps, not files: of the files made every 100 steps the last one alone is kept; 200 keeps three")]
    [InlineData("""{"LoRA_type": "LoRA-FA", "conv_dim": 8, "conv_alpha": 1}""", "conv_dim = 8 has no effect: kohya_ss does not send it with LoRA type LoRA-FA, so no convolution is trained; choose Kohya LoCon, or add --network_args conv_dim=N conv_alpha=N to the additional parameters")]
    [InlineData("""{"learning_rat": 0.001, "shufle_caption": true, "seed": 3}""", "not known in a kohya_ss file and not used: learning_rat, shufle_caption; correct the names if they were meant to do something")]
    [InlineData("""{"stop_text_encoder_training": 50, "num_processes": "2", "num_machines": "1", "split_mode": true, "dynamo_backend": "no"}""", "without effect here: stop_text_encoder_training, num_processes, split_mode")]
    public void ReadGui_WhatMisleads_IsSaid(string json, string note) => Assert.Contains(note, ReadGui(json).Notes);

    [Theory]
    [InlineData("""{"optimizer_args": "betas=0.9, 0.99"}""", "optimizer_args", "betas")]
    [InlineData("""{"optimizer_args": "weight_decay 0.1"}""", "optimizer_args", "KEY=VALUE")]
    [InlineData("""{"additional_parameters": "--noise_ofset 0.1"}""", "noise_ofset", "did you mean noise_offset")]
    [InlineData("""{"learning_rate": 0, "unet_lr": 0, "text_encoder_lr": 0}""", "learning_rate", "every trained part has a rate of 0: nothing would be learned; use 1e-4")]
    [InlineData("""{"LoRA_type": "Kohya DyLoRA", "network_dim": 8, "conv_dim": 4}""", "conv_dim", "must equal network_dim")]
    public void ReadGui_WhatTheGuiAborts_IsNamed(string json, string path, string part) =>
        Assert.Contains(ReadGui(json).Problems, problem => problem.Path == path && problem.ToString().Contains(part, StringComparison.Ordinal));

    [Theory]
    [InlineData("network_dimm = 4", "network_dimm", "did you mean network_dim")]
    [InlineData("network_dim = \"four\"", "network_dim", "must be a whole number")]
    [InlineData("train_data_dir = \"C:\\new\\train\"", "train_data_dir", "C:\\new\\train: holds a control character, which a backslash between double quotes begins in TOML; write the path between single quotes")]
    [InlineData("train_data_dir = \"C:\\data\"", "config_file", "typo.toml, line 1: the file is not TOML")]
    [InlineData("train_data_dir = \"C:\\data\"", "config_file", "Write paths as 'C:\\dir' in single quotes")]
    [InlineData("resolution = 512\nnetwork_dim = 4.5", "network_dim", "must be a whole number")]
    public void ReadToml_WithTyposAndWrongTypes_NamesThem(string content, string path, string part)
    {
        var file = Path.Combine(_folder, "typo.toml");
        File.WriteAllText(file, content);
        var problems = KohyaMapping.ParseCommandLine(["--config_file", file], KohyaFiles.ReadToml).Problems;
        Assert.Contains(problems, problem => problem.Path == path && problem.ToString().Contains(part, StringComparison.Ordinal));
        Assert.DoesNotContain(problems, problem => problem.Path == "resolution" && content.Contains("resolution", StringComparison.Ordinal)); // a number will do
    }

    [Fact]
    public void ReadGui_WithWords_WordsWin()
    {
        var import = ReadGui("""{"learning_rate": 0.001, "seed": 5}""", "--learning_rate", "0.1", "--dry-run");
        Assert.Equal((0.1, 5L, true), (import.Settings.LearningRate.LearningRate, import.Settings.Run.Seed, import.DryRun));
    }

    [Theory]
    [InlineData("", "--max_train_steps 5", null, 5)]
    [InlineData("--max_train_steps 5", "", null, 5)]
    [InlineData("--max_train_steps 5", "--max_train_epochs 2", 2, 5)]
    [InlineData("--max_train_epochs 2", "--max_train_steps 5", 2, 5)] // sd-scripts prefers epochs
    [InlineData("", "--max_train_epochs 2", 2, 1600)]
    [InlineData("", "--seed 1", 8, 1600)]
    public void ReadGui_WithoutSteps_CountsItsEpochsUntilALengthIsGiven(string additional, string words, int? epochs, int steps)
    {
        var run = ReadGui($$"""{"max_train_steps": 0, "epoch": 8, "additional_parameters": "{{additional}}"}""", words.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Settings.Run;
        Assert.Equal((epochs, steps, epochs == 8), (run.MaxTrainEpochs, run.MaxTrainSteps, run.IsLengthOfGui));
    }

    private KohyaImport ReadGui(string json, params string[] words)
    {
        var path = Path.Combine(_folder, "gui.json");
        File.WriteAllText(path, json);
        return KohyaFiles.ReadGui(path, words);
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
