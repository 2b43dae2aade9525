using Senmitsu.Formats.Kohya;
using Senmitsu.Generation.Settings;
using Senmitsu.Training.Settings.Kohya;
using Senmitsu.Tests.Testing;
using Senmitsu.Web.Training;

namespace Senmitsu.Tests.Web.Training;

public sealed class TrainingFormTests
{
    [Fact]
    public void Load_KohyasOwnFile_KeepsItsValuesThroughSaving()
    {
        var form = new TrainingForm();
        form.Load(File.ReadAllText(Golden.Reference("kohya-configs", "Standard-AdamW.json")), "Standard-AdamW.json");
        var again = new TrainingForm();
        again.Load(form.Save(), "again.json");
        Assert.Equal(form.Save(), again.Save());
        Assert.Equal(2, again.Number("clip_skip"));
        Assert.Equal(0.05, again.Number("caption_dropout_rate"));
    }

    [Fact]
    public void ToConfig_WithPathsFromAFile_TakesNoneOfThem()
    {
        var form = new TrainingForm();
        form.Load("""{"output_dir": "/elsewhere", "train_data_dir": "/elsewhere", "vae": "/elsewhere", "resume": "/elsewhere", "additional_parameters": "--output_dir=/elsewhere", "network_weights": "/elsewhere"}""", "hostile.json");
        var config = form.ToConfig("model.safetensors", "pictures", "out");
        Assert.DoesNotContain("elsewhere", KohyaJsonFile.Format(config), StringComparison.Ordinal);
        Assert.Equal("out", config.Values["output_dir"].Raw);
    }

    [Theory]
    [InlineData("""{"in-json": "/elsewhere", "output-dir": "/elsewhere", "conditioning_data_dir": "/elsewhere", "base_weights": "/elsewhere", "log_prefix": "/elsewhere", "metadata_thumbnail": "/elsewhere"}""", "hostile.json")]
    [InlineData("""{"additional_parameters": "--zero_terminal_snr --output_d=/elsewhere --base_weights /elsewhere /elsewhere2 --resume /elsewhere"}""", "hostile.json")]
    [InlineData("""{"additional_parameters": "--zero_terminal_snr --caption_extension=/../elsewhere.txt --caption_extention /../elsewhere.txt"}""", "hostile.json")]
    [InlineData("zero_terminal_snr = true\noutput_dir = '/elsewhere'\nmetadata_thumbnail = '/elsewhere'\nbase_weights = ['/elsewhere']\nsample_prompts = '/elsewhere.txt'\nreg_data_dir = '/elsewhere'\n", "hostile.toml")]
    public void ToConfig_WithPathsInDisguise_TakesNoneOfThem(string text, string source)
    {
        var form = new TrainingForm();
        form.Load(text, source);
        var config = form.ToConfig("model.safetensors", "pictures", "out");
        Assert.DoesNotContain("elsewhere", KohyaJsonFile.Format(config), StringComparison.Ordinal);
        Assert.Equal(text.Contains("zero_terminal_snr", StringComparison.Ordinal), KohyaFiles.Understand(config, []).Settings.Loss.ZeroTerminalSnr);
        Assert.DoesNotContain("elsewhere", form.SaveToml(), StringComparison.Ordinal);
        Assert.Contains("caption_extension = \".txt\"", form.SaveToml(), StringComparison.Ordinal); // sd-scripts' default is .caption
    }

    [Theory]
    [InlineData("network_module = 'lycoris.kohya'\nnetwork_args = ['algo=lokr', 'factor=8', 'decompose_both=True', 'conv_dim=4', 'conv_alpha=2']\nmax_timestep = 900\nnetwork_dim = 24\nmax_train_epochs = 7\nmax_token_length = 150\noutput_name = 'from_toml'\nnoise_offset = 0.05\nnoise_offset_random_strength = true\nunet_lr = 0.0002\ntext_encoder_lr = [0.00005]\n")]
    [InlineData("network_module = 'networks.lora'\nnetwork_dim = 8\nnetwork_args = ['conv_dim=4', 'conv_alpha=1', 'loraplus_unet_lr_ratio=16']\nmax_timestep = 900\nlr_scheduler_type = 'StepLR'\nlr_scheduler_args = ['step_size=10']\nzero_terminal_snr = true\nsample_prompt_text = \"a dog\\na cat\"\nsample_every_n_epochs = 2\n")]
    [InlineData("network_dim = 8\nmax_timestep = 900\nsample_prompt_text = 'a dog'\nsample_every_n_steps = 50\nsample_at_first = true\nsample_sampler = 'euler_a'\n")]
    public void Load_OfATrainersFile_SaysTheSameAfterSaving(string toml)
    {
        var form = new TrainingForm { Name = "before" };
        form.Load(toml, "run.toml");
        Assert.Equal(toml.Contains("from_toml", StringComparison.Ordinal) ? "from_toml" : "before", form.Name);
        var (first, second) = (KohyaFiles.UnderstandToml(KohyaTomlFile.Parse(toml, "run.toml")).Settings, KohyaFiles.UnderstandToml(KohyaTomlFile.Parse(form.SaveToml(), "again.toml")).Settings);
        Assert.Equal((first.Network with { ArgumentsAsGiven = null }, first.LearningRate, first.Loss, first.Samples), (second.Network with { ArgumentsAsGiven = null }, second.LearningRate, second.Loss, second.Samples));
        Assert.Equal((first.Run.MaxTrainEpochs, first.Run.MaxTrainSteps, first.Dataset.MaxTokenLength ?? 75), (second.Run.MaxTrainEpochs, second.Run.MaxTrainSteps, second.Dataset.MaxTokenLength ?? 75)); // the form names the usual length
    }

    [Fact]
    public void Load_OfAWrongTrainersFile_ChangesNothing()
    {
        var form = new TrainingForm();
        var before = form.Save();
        var e = Assert.Throws<InvalidSettingsException>(() => form.Load("network_dim = 'wide'\nlearning_rat = 1.0\n", "run.toml"));
        Assert.Equal(["network_dim", "learning_rat"], e.Problems.Select(problem => problem.Path));
        Assert.Equal(before, form.Save());
    }

    [Fact]
    public void Unseen_ListsWhatIsInEffectWithoutAField()
    {
        var form = new TrainingForm { Name = "dog6" };
        Assert.Empty(form.Unseen);
        form.Load("""{"log_with": "tensorboard", "caption_tag_dropout_rate": 0.1, "network_dim": 5, "gpu_ids": "1", "xformers": "sdpa", "vae": "/elsewhere", "model_list": "custom"}""", "some.json");
        Assert.Equal(["caption_tag_dropout_rate = 0.1", "log_with = tensorboard"], form.Unseen.Select(pair => $"{pair.Key} = {pair.Value}"));
        form.Reset("log_with");
        form.Reset("caption_tag_dropout_rate");
        Assert.Empty(form.Unseen);
        Assert.Equal(5, form.Number("network_dim"));
        form.Reset();
        Assert.Equal(new TrainingForm { Name = "dog6" }.Save(), form.Save());
    }

    [Theory]
    [InlineData("""{"epoch": 3}""", 3, 30)]
    [InlineData("""{"epoch": 3, "train_batch_size": 4, "gradient_accumulation_steps": 2}""", 3, 6)] // 3 batches an epoch are 2 updates
    [InlineData("""{"epoch": 3, "max_train_steps": 25}""", 3, 25)]
    [InlineData("""{"epoch": 3, "max_train_steps": 25, "max_train_epochs": 2}""", 2, 20)]
    [InlineData("""{"epoch": 1000000000}""", 1000000000, int.MaxValue)]
    [InlineData("""{"max_train_epochs": 1000000000}""", 1000000000, int.MaxValue)]
    [InlineData("""{"max_train_steps": 3e9}""", 214748365, int.MaxValue)]
    public void Length_FollowsTheTrainersRules(string json, int epochs, int steps)
    {
        var form = new TrainingForm();
        form.Load(json, "some.json");
        Assert.Equal((epochs, steps), form.Length(pictures: 5, repeats: 2));
    }

    [Fact]
    public void Set_OfSaves_TakesSamplePicturesAlongUntilTheyDiffer()
    {
        var form = new TrainingForm();
        form.Set("save_every_n_epochs", 2L);
        Assert.Equal(2, form.Number("sample_every_n_epochs"));
        form.Set("sample_every_n_epochs", 1L);
        form.Set("save_every_n_epochs", 5L);
        Assert.Equal(1, form.Number("sample_every_n_epochs"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("dog6, a dog")]
    public void SaveToml_WithOrWithoutSamplePrompts_CanBeTrained(string prompts)
    {
        var form = new TrainingForm();
        form.Set("sample_prompts", prompts);
        form.Set("additional_parameters", "--sample_at_first");
        form.Set("sample_every_n_steps", 100L);
        form.Load("""{"log_with": "tensorboard"}""", "some.json");
        var toml = KohyaTomlFile.Parse($"{form.SaveToml()}pretrained_model_name_or_path = 'm'\ntrain_data_dir = 'p'\noutput_dir = 'o'\n", "saved.toml");
        var import = KohyaFiles.UnderstandToml(toml);
        Assert.Empty(import.Problems);
        Assert.Equal(prompts.Length > 0, import.Settings.Samples.IsActive);

        // sd-scripts would look for a file of prompts, and asks for logging_dir with log_with: both end its run.
        string[] ends = ["sample_every_n_epochs", "sample_every_n_steps", "sample_at_first", "log_with"];
        Assert.DoesNotContain(toml.Values.Keys, key => ends.Contains(key));
    }

    [Fact]
    public void Load_OfTextsWithBlanks_KeepsThemUntilTheNextTrainersFile()
    {
        var form = new TrainingForm { Name = "dog6" };
        form.Load("caption_prefix = 'photo of'\nmetadata_trigger_phrase = \"a \\\"dog6\\\"\"\n", "run.toml");
        Assert.Empty(form.LeftOut);
        Assert.Contains(KeyValuePair.Create("caption_prefix", "photo of"), form.Unseen);
        Assert.Equal("photo of", KohyaFiles.Understand(form.ToConfig("model", "pictures", "out"), []).Settings.Dataset.CaptionPrefix);
        var again = new TrainingForm();
        again.Load(form.Save(), "again.json");
        Assert.Equal("a \"dog6\"", KohyaFiles.Understand(again.ToConfig("model", "pictures", "out"), []).Settings.Output.Modelspec.TriggerPhrase);
        again.Load("network_dim = 8\n", "other.toml");
        Assert.Null(KohyaFiles.Understand(again.ToConfig("model", "pictures", "out"), []).Settings.Dataset.CaptionPrefix);
    }

    [Fact]
    public void Set_OfAZeroThatAFileSaysTwice_ChangesIt()
    {
        var form = new TrainingForm();
        form.Load("network_alpha = 0\nzero_terminal_snr = true\n", "run.toml");
        Assert.Equal(0, form.Number("network_alpha"));
        form.Set("network_alpha", 16.0);
        var settings = KohyaFiles.Understand(form.ToConfig("model", "pictures", "out"), []).Settings;
        Assert.Equal((16, true), (settings.Network.Alpha, settings.Loss.ZeroTerminalSnr));
        form.Set("network_alpha", 0L);
        Assert.Contains("--network_alpha=0", form.Save(), StringComparison.Ordinal); // kohya_ss drops it from its field
    }

    [Fact]
    public void ToConfig_ReadsTheCaptionsThatThePageWrites()
    {
        var form = new TrainingForm();
        form.Load("""{"caption_extension": ".caption"}""", "some.json");
        Assert.Equal(".txt", form.ToConfig("model.safetensors", "pictures", "out").Values["caption_extension"].Raw);
    }

    [Theory]
    [InlineData("Standard", "block_dims", true)]
    [InlineData("Standard", "conv_dim", false)]
    [InlineData("Standard", "factor", false)]
    [InlineData("Standard", "loraplus_lr_ratio", true)]
    [InlineData("Kohya LoCon", "conv_dim", true)]
    [InlineData("Kohya DyLoRA", "unit", true)]
    [InlineData("LyCORIS/LoKr", "factor", true)]
    [InlineData("LyCORIS/LoKr", "block_dims", false)]
    [InlineData("LyCORIS/BOFT", "constrain", true)]
    [InlineData("LyCORIS/DyLoRA", "unit", true)]
    [InlineData("LyCORIS/LoHa", "LyCORIS_preset", true)]
    [InlineData("Standard", "LyCORIS_preset", false)]
    [InlineData("Standard", "network_dim", true)]
    public void Fields_BelongToTheTypesThatAreSentThem(string type, string key, bool expected) => Assert.Equal(expected, KohyaGuiMapping.IsFieldOf(type, key));

    [Theory]
    [InlineData(128, 128)] // the built-in model: no preset asks for more than a checkpoint was trained for
    [InlineData(512, 256)]
    public void ToConfig_OfEveryPreset_CanBeTrained(int side, int quick)
    {
        var first = new TrainingForm();
        TrainingPreset.Quick.Apply(first, side);
        Assert.Equal($"{quick},{quick}", first.Text("max_resolution"));
        foreach (var preset in TrainingPreset.All)
        {
            var form = new TrainingForm();
            preset.Apply(form, side);
            form.Set("sample_prompts", "dog6, a dog");
            Assert.True(preset.IsIn(form, side));
            var import = KohyaFiles.Understand(form.ToConfig("model.safetensors", "pictures", "out"), []);
            Assert.Empty(import.Problems);
            Assert.Equal(preset.Epochs, import.Settings.Run.MaxTrainEpochs);
            Assert.Equal(preset.Rank, import.Settings.Network.Rank);
        }
    }

    [Fact]
    public void Sections_NameEveryFieldOnce()
    {
        var keys = TrainingSections.All.SelectMany(section => section.Fields).Select(field => field.Key).ToList();
        Assert.Equal(keys.Distinct(), keys);
        Assert.All(keys, key => Assert.Contains(key, KohyaGuiKeys.Defaults.Keys));
    }
}
