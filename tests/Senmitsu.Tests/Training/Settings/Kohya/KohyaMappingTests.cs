using Senmitsu.Numerics.Images;
using CsCheck;
using Senmitsu.Training.LearningRates;
using Senmitsu.Training.Optimizers;
using Senmitsu.Training.Settings;
using Senmitsu.Training.Settings.Kohya;

namespace Senmitsu.Tests.Training.Settings.Kohya;

public sealed class KohyaMappingTests
{
    // The command line of a real sd-scripts run.
    private const string RealRun = """
        --pretrained_model_name_or_path=tiny-sd15.safetensors --train_data_dir=img --output_dir=out --output_name=ai_model_v1 --logging_dir=log --log_with=tensorboard
        --log_prefix=ai_model_v1_ --resolution=256,256 --enable_bucket --min_bucket_reso=128 --max_bucket_reso=512 --bucket_reso_steps=64 --network_module=networks.lora
        --network_dim=8 --network_alpha=4 --learning_rate=1e-3 --unet_lr=1e-3 --text_encoder_lr=5e-4 --train_batch_size=2 --max_train_epochs=3 --save_every_n_epochs=1
        --save_model_as=safetensors --save_precision=fp16 --mixed_precision=no --optimizer_type=AdamW --lr_scheduler=cosine --lr_warmup_steps=3 --seed=42 --cache_latents
        --caption_extension=.txt --sdpa --max_data_loader_n_workers=0 --min_snr_gamma=5 --clip_skip=1 --shuffle_caption --keep_tokens=1
        """;

    private static readonly string[] Minimum = ["--pretrained_model_name_or_path", "m", "--train_data_dir", "d", "--output_dir", "o", "--resolution", "512"];

    [Fact]
    public void ParseCommandLine_OfARealRun_HasNoProblems()
    {
        var import = Parse([.. RealRun.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), "--training_comment=peer e2e"]);

        Assert.Empty(import.Problems);
        Assert.Equal(["sdpa has no effect here", "max_data_loader_n_workers has no effect here"], import.Notes);
        var expected = new TrainingSettings
        {
            Model = new() { PretrainedModelNameOrPath = "tiny-sd15.safetensors" },
            Dataset = new()
            {
                TrainDataDir = "img", Resolution = new ImageSize(256, 256), EnableBucket = true, MinBucketReso = 128, MaxBucketReso = 512, BatchSize = 2,
                CacheLatents = true, CaptionExtension = ".txt", ShuffleCaption = true, KeepTokens = 1,
            },
            Network = new() { Rank = 8, Alpha = 4 },
            LearningRate = new() { LearningRate = 1e-3, UnetLr = 1e-3, TextEncoderLr = 5e-4, Scheduler = LearningRateScheduler.Cosine, WarmupSteps = StepCount.Steps(3) },
            Loss = new() { MinSnrGamma = 5 },
            Run = new() { MaxTrainEpochs = 3, Seed = 42, MixedPrecision = MixedPrecision.No, ClipSkip = 1, TrainingComment = "peer e2e" },
            Output = new()
            {
                OutputDir = "out", OutputName = "ai_model_v1", LoggingDir = "log", LogWith = "tensorboard", LogPrefix = "ai_model_v1_", SavePrecision = SavePrecision.Fp16, SaveEveryNEpochs = 1,
            },
        };
        Assert.Equal(expected, import.Settings);
    }

    [Fact]
    public void ToArguments_AndBack_GivesTheSameSettings()
    {
        var settings = Parse([.. RealRun.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), "--optimizer_args", "weight_decay=0.1", "betas=(0.8, 0.95)", "--network_train_unet_only", "--max_grad_norm", "0"]).SettingsOrThrow();
        var arguments = KohyaMapping.ToArguments(settings);
        Assert.Equal(arguments.OrderBy(pair => pair.Key, StringComparer.Ordinal), arguments);
        Assert.Equal(settings, Import(arguments).SettingsOrThrow());
    }

    [Fact]
    public void ToArguments_OfAnySettings_AndBack_GivesTheSame() =>
        Gen.Select(Gen.Int[1, 128], Gen.Double[0.001, 200], Gen.Bool, Gen.Double[0, 1], Gen.Int[0, 3].Select(i => new[] { default, StepCount.Steps(7), StepCount.Ratio(0.25), StepCount.Ratio(1) }[i]), Gen.Enum<LearningRateScheduler>())
            .Sample((rank, alpha, flag, share, warmup, scheduler) =>
            {
                var settings = Parse(Minimum).Settings;
                settings = settings with
                {
                    Network = settings.Network with { Rank = rank, Alpha = alpha, TrainTextEncoder = flag },
                    Dataset = settings.Dataset with { ShuffleCaption = flag, CaptionDropoutRate = share, MaxTokenLength = flag ? 150 : null },
                    LearningRate = settings.LearningRate with { Scheduler = scheduler, WarmupSteps = warmup, MinLrRatio = share, TextEncoderLr = share },
                    Optimizer = settings.Optimizer with { Constants = new AdamWSettings { WeightDecay = share, Beta1 = share / 2 } },
                    Output = settings.Output with { SavePrecision = flag ? SavePrecision.Bf16 : null },
                };
                Assert.Equal(settings, Import(KohyaMapping.ToArguments(settings)).Settings);
            });

    [Fact]
    public void ToArguments_OfDefaults_HoldsTheNamesAndTypesOfTheReference()
    {
        var arguments = KohyaMapping.ToArguments(Parse([.. Minimum, "--lr_warmup_steps=10%", "--text_encoder_lr", "1e-5", "2e-5"]).Settings).ToDictionary();
        Assert.Equal("512,512", arguments["resolution"]);
        Assert.Equal(0.1, arguments["lr_warmup_steps"]);
        Assert.Equal(4L, arguments["network_dim"]);
        Assert.Equal(new List<double> { 1e-5 }, arguments["text_encoder_lr"]);
        Assert.Equal("constant", arguments["lr_scheduler"]);
        Assert.DoesNotContain("device", arguments.Keys);
        Assert.All(arguments.Keys, name => Assert.NotNull(KohyaArguments.Find(name)));
    }

    [Theory]
    [InlineData("AdamW", "", "")]
    [InlineData("AdamW", "weight_decay=1.0", "weight_decay=1.0")]
    [InlineData("AdamW", "weight_decay=1 betas=0.9,0.99", "weight_decay=1,betas=(0.9, 0.99)")]
    [InlineData("AdamW", "betas=[.8,1e-1] eps=1e-08", "betas=[0.8, 0.1],eps=1e-08")]
    [InlineData("SGDNesterov", "", "momentum=0.9")]
    [InlineData("Adafactor", "scale_parameter=False", "scale_parameter=False,relative_step=True")]
    public void Describe_OfOptimizerArguments_IsWhatPythonPrintsOfThem(string type, string words, string expected)
    {
        string[] arguments = words.Length == 0 ? [] : ["--optimizer_args", .. words.Split(' ')];
        var settings = Parse([.. Minimum, "--optimizer_type", type, .. arguments]).Settings;
        Assert.Equal(expected, OptimizerArguments.Describe(settings.Optimizer));
        Assert.Equal(settings, Import(KohyaMapping.ToArguments(settings)).Settings);
    }

    [Theory]
    [InlineData("--log_with wandb", "log_with wandb: nothing is sent to Weights & Biases, and no curves are written; use tensorboard for curves in logging_dir")]
    [InlineData("--log_with all --logging_dir log", "log_with all: TensorBoard's curves are written; nothing is sent to Weights & Biases")]
    [InlineData("--network_module lycoris.kohya --network_args conv_dim=0 --network_dropout 0.1", "network_dropout 0.1 has no effect here in lycoris.kohya, and in LyCORIS only with bypass_mode=True; rank_dropout and module_dropout in network_args have")]
    [InlineData("--network_module networks.oft", "network_alpha 1 hardly limits the rotations of networks.oft; 1e-3 is recommended")]
    public void ParseCommandLine_OfWhatWorksOtherwise_SaysHow(string words, string note)
    {
        var import = Parse([.. Minimum, .. words.Split(' ')]);
        Assert.Empty(import.Problems);
        Assert.Equal([note], import.Notes);
    }

    [Theory]
    [InlineData(75L, 75, null)]
    [InlineData(150L, 150, 150)]
    [InlineData(null, null, null)]
    public void ToSettings_MaxTokenLength_IsKeptAsGiven(long? given, int? kept, int? windows)
    {
        var dataset = Import([new("max_token_length", given!)]).Settings.Dataset;
        Assert.Equal((kept, windows), (dataset.MaxTokenLength, dataset.LongTokenLength));
    }

    [Fact]
    public void ParseCommandLine_WithConfigFile_LetsExplicitArgumentsWin()
    {
        var import = KohyaMapping.ParseCommandLine([.. Minimum, "--config_file", "run", "--network_dim", "16"], path =>
        {
            Assert.Equal("run.toml", path);
            return new Dictionary<string, object?>
            {
                ["network"] = new Dictionary<string, object?> { ["network_dim"] = 8L, ["network_alpha"] = 2L },
                ["lr_warmup_steps"] = 0.1,
                ["text_encoder_lr"] = new List<object?> { 5e-5, 5e-5 },
                ["xformers"] = true,
            };
        });
        Assert.Empty(import.Problems);
        Assert.Equal(16, import.Settings.Network.Rank);
        Assert.Equal(2, import.Settings.Network.Alpha);
        Assert.Equal(StepCount.Ratio(0.1), import.Settings.LearningRate.WarmupSteps);
        Assert.Equal(5e-5, import.Settings.LearningRate.TextEncoderLr);
    }

    [Fact]
    public void ParseCommandLine_WhenConfigFileIsMissing_SaysSo()
    {
        var import = KohyaMapping.ParseCommandLine([.. Minimum, "--config_file", "x.toml"], path => throw new FileNotFoundException("there is no such file", path));
        Assert.Equal("config_file = x.toml: cannot be read: there is no such file; give the path of a TOML file", Assert.Single(import.Problems).ToString());
    }

    [Theory]
    [InlineData("--network_dimm 4", "network_dimm: is not a known argument; did you mean network_dim?")]
    [InlineData("--cache", "cache: is the beginning of several arguments; write one of cache_info, cache_latents, cache_latents_to_disk")]
    [InlineData("stray", "command line = stray: is not an argument; arguments start with two dashes, such as --output_dir out")]
    [InlineData("--network_dim", "network_dim: needs a value; write --network_dim VALUE")]
    [InlineData("--network_dim four", "network_dim = four: must be a whole number; correct it or leave it out")]
    [InlineData("--mixed_precision fp8", "mixed_precision = fp8: must be one of no, fp16, bf16; correct it or leave it out")]
    [InlineData("--debug_dataset", "debug_dataset = true: shows the data set in windows instead of training; use --dry-run, or senmitsu dataset check DIR")]
    [InlineData("--train_inpainting", "train_inpainting = true: trains inpainting models, which is not done here; leave it out: a LoRA of the ordinary model works with the inpainting model made from it")]
    [InlineData("--dataset_class my.Dataset", "dataset_class = my.Dataset: is Python code, which is not run here; give train_data_dir or dataset_config")]
    [InlineData("--huggingface_repo_id me/lora", "huggingface_repo_id = me/lora: would upload: this program sends nothing anywhere; leave it out and upload the file yourself")]
    [InlineData("--full_bf16", "full_bf16 = true: requires mixed_precision=bf16; give it as well, or leave full_bf16 out")]
    [InlineData("--full_bf16 --full_fp16", "full_fp16 = true: excludes full_bf16; leave one of the two out")]
    [InlineData("--output_config", "output_config = true: needs the name of a file; give it as --config_file FILE.toml")]
    [InlineData("--loss_type hubber", "loss_type = hubber: must be one of l1, l2, huber, smooth_l1; correct it or leave it out")]
    [InlineData("--optimizer_args amsgrad=True", "optimizer_args = amsgrad=True: is not an argument of AdamW that is supported; known are betas=0.9,0.999 eps=1e-08 weight_decay=0.01")]
    [InlineData("--optimizer_args betas=0.9", "optimizer_args = betas=0.9: each of the 2 numbers must be at least 0 and below 1; write for example betas=0.9,0.999")]
    [InlineData("--optimizer_args eps=-1", "optimizer_args = eps=-1.0: must be at least 0; correct it or leave it out")]
    [InlineData("--optimizer_args weight_decay", "optimizer_args = weight_decay: must be KEY=VALUE; write for example weight_decay=0.01")]
    [InlineData("--use_8bit_adam --optimizer_type Lion", "use_8bit_adam = true: excludes optimizer_type Lion; leave one of the two out; it means optimizer_type AdamW8bit")]
    [InlineData("--adaptive_noise_scale 0.1", "adaptive_noise_scale = 0.1: needs noise_offset; give noise_offset as well, or leave it out")]
    [InlineData("--scale_v_pred_loss_like_noise_pred", "scale_v_pred_loss_like_noise_pred = true: is only for v-prediction; give v_parameterization as well, or leave it out")]
    [InlineData("--v_parameterization --v_pred_like_loss 1", "v_pred_like_loss = 1: is not for v-prediction; leave out it or v_parameterization")]
    [InlineData("--optimizer_type Prodigy --unet_lr 1 --text_encoder_lr 0.5", "text_encoder_lr = 0.5: must equal the UNet's rate 1: Prodigy estimates one step size for all weights; use 1 for learning_rate and leave unet_lr and text_encoder_lr out")]
    [InlineData("--optimizer_type Adafactor --lr_warmup_steps 10", "lr_warmup_steps = 10: does not go with Adafactor's relative steps; use 0, or optimizer_args relative_step=False")]
    [InlineData("--lr_scheduler adafactor", "lr_scheduler = adafactor: needs optimizer_type Adafactor with relative_step=True; use constant_with_warmup")]
    [InlineData("--lr_scheduler_type StepLR", "lr_scheduler_args = step_size=0.0: of StepLR must be a whole number of at least 1; write step_size=VALUE")]
    [InlineData("--lr_scheduler_type CosineAnnealingLR --lr_scheduler_args T_max=20 --lr_warmup_steps 5", "lr_warmup_steps = 5: does not go with lr_scheduler_type CosineAnnealingLR, which has no warm-up; use 0")]
    [InlineData("--lr_scheduler linear --lr_scheduler_args power=2", "lr_scheduler_args = power=2: is not an argument of lr_scheduler linear that is supported; leave it out")]
    [InlineData("--lr_scheduler piecewise_constant", "lr_scheduler_args: step_rules is required with lr_scheduler piecewise_constant; write step_rules='1:10,0.1:20,0.01'")]
    [InlineData("--network_args conv_dims=4", "network_args = conv_dims=4: is not an argument of networks.lora that is supported; known are conv_dim, conv_alpha, rank_dropout, module_dropout, loraplus_lr_ratio, loraplus_unet_lr_ratio, loraplus_text_encoder_lr_ratio, block_dims, block_alphas, conv_block_dims, conv_block_alphas, down_lr_weight, mid_lr_weight, up_lr_weight, block_lr_zero_threshold")]
    [InlineData("--network_args conv_dim=four", "network_args = conv_dim=four: must be a whole number; correct it or leave it out")]
    [InlineData("--network_args conv_dim", "network_args = conv_dim: must be key=value; write it as conv_dim=4")]
    [InlineData("--network_args block_dims=1,2,3", "block_dims = 3 values: must have 25 values, one for each block; count the values")]
    [InlineData("--network_args down_lr_weight=square", "network_args = down_lr_weight=square: must be 12 numbers with commas between them, or one of sine, cosine, linear, reverse_linear, zeros, perhaps with +BASE; correct it or leave it out")]
    [InlineData("--network_module lycoris.kohya --network_args algo=glokr", "network_args = algo=glokr: must be one of lora, locon, loha, lokr, dylora, glora, ia3, full, diag-oft, boft; correct it or leave it out")]
    [InlineData("--network_args train_norm=True", "network_args = train_norm=True: is not supported; leave it out")]
    [InlineData("--network_module networks.dylora --network_dim 8 --network_args conv_dim=4", "conv_dim = 4: must equal network_dim, 8, in networks.dylora; use the same number, or leave it out")]
    [InlineData("--network_dropout 1", "network_dropout = 1: must be at least 0 and below 1; use 0.1")]
    [InlineData("--dim_from_weights", "dim_from_weights = true: needs network_weights; give the file to start from")]
    [InlineData("--network_module networks.lora_flux", "network_module = networks.lora_flux: must be one of networks.lora, networks.lora_fa, networks.dylora, networks.oft, lycoris.kohya; use networks.lora")]
    [InlineData("--save_model_as ckpt", "save_model_as = ckpt: only safetensors is written: the others can carry programs; use safetensors")]
    [InlineData("--resolution wide", "resolution = wide: must be SIZE or WIDTH,HEIGHT; use 512,512")]
    public void ParseCommandLine_OfWhatCannotBe_SaysWhy(string words, string expected) =>
        Assert.Equal(expected, Assert.Single(Parse([.. Minimum, .. words.Split(' ')]).Problems).ToString());

    [Fact]
    public void ParseCommandLine_ReportsAllProblemsTogether()
    {
        var problems = Parse(["--network_dim", "x", "--unknwon", "3", "--debug_dataset", "--seed=-1", "--train_batch_size", "0"]).Problems;
        Assert.Equal(
            ["unknwon", "network_dim", "debug_dataset", "pretrained_model_name_or_path", "train_data_dir", "resolution", "train_batch_size", "seed", "output_dir"],
            problems.Select(problem => problem.Path));
    }

    [Theory]
    [InlineData("--network_dim=16", 16)]
    [InlineData("--network-dim 16", 16)]
    [InlineData("--network_di 16", 16)]
    [InlineData("--network_dim 8 --network_dim 16", 16)]
    public void ParseCommandLine_AcceptsWhatArgparseAccepts(string words, int rank) =>
        Assert.Equal(rank, Parse([.. Minimum, .. words.Split(' ')]).SettingsOrThrow().Network.Rank);

    [Fact]
    public void ParseCommandLine_WithOutputConfig_ReadsNoFileAndAsksForNothingMissing()
    {
        var import = Parse(["--network_dim", "8", "--output_config", "--config_file", "written"]);
        Assert.Empty(import.Problems);
        Assert.Equal(("written.toml", 8), (import.OutputConfig, import.Settings.Network.Rank));
    }

    [Fact]
    public void ParseCommandLine_OfOurOwnArguments_ReadsThem()
    {
        var import = Parse([.. Minimum, "--tokenizer", "tok", "--device", "cuda:1", "--precision", "bf16", "--dry-run", "--json"]);
        Assert.Empty(import.Problems);
        Assert.True(import.DryRun);
        Assert.True(import.Json);
        Assert.Equal("tok", import.Settings.Model.TokenizerDirectory);
        Assert.Equal(("cuda:1", "bf16"), (import.Settings.Run.Device, import.Settings.Run.Precision));
    }

    [Theory]
    [InlineData("--optimizer_type pagedadamw8bit")]
    [InlineData("--optimizer_type Prodigy")]
    [InlineData("--optimizer_type AdamWScheduleFree --lr_scheduler cosine")]
    [InlineData("--optimizer_type Adafactor")]
    [InlineData("--zero_terminal_snr")]
    [InlineData("--text_encoder_lr 1e-4 2e-4")]
    [InlineData("--lr_warmup_steps 5")]
    [InlineData("--clip_skip 0")]
    [InlineData("--xformers")]
    [InlineData("--fp8_base")]
    [InlineData("--full_fp16 --mixed_precision fp16")]
    [InlineData("--v2 --clip_skip 2")]
    [InlineData("--network_module lycoris.kohya --network_args algo=loha")] // convolutions
    public void ParseCommandLine_OfWhatDiffers_Notes(string words)
    {
        var import = Parse([.. Minimum, .. words.Split(' ')]);
        Assert.Empty(import.Problems);
        Assert.Single(import.Notes);
    }

    [Fact]
    public void ParseCommandLine_OfLycoris_SaysThatConvolutionsAreTrainedToo()
    {
        Assert.Equal(["lycoris.kohya trains convolutions too, with network_dim 4, because network_args has no conv_dim; conv_dim=0 leaves them out"], Parse([.. Minimum, "--network_module", "lycoris.kohya", "--network_args", "algo=lokr"]).Notes);
        Assert.Empty(Parse([.. Minimum, "--network_module", "lycoris.kohya", "--network_args", "algo=lokr", "conv_dim=0"]).Notes);
        Assert.Empty(Parse([.. Minimum, "--network_module", "lycoris.kohya", "--network_args", "algo=lokr", "preset=attn-mlp"]).Notes);
    }

    [Theory]
    [InlineData("CAME", "is not supported", "use pytorch_optimizer.CAME, which comes closest, or one of AdamW, AdamW8bit, ")]
    [InlineData("pytorch_optimizer.AdEMAMix", "is a Python class, which is not run here", "use bitsandbytes.optim.AdEMAMix8bit, which comes closest, or one of ")]
    [InlineData("prodigyplus.ProdigyPlusScheduleFree", "is a Python class, which is not run here", "use Prodigy, which comes closest, or one of ")]
    [InlineData("Rotten", "is not supported", "use one of AdamW, ")]
    public void ParseCommandLine_OfUnknownOptimizer_NamesTheKnown(string type, string rule, string remedy)
    {
        var problem = Assert.Single(Parse([.. Minimum, "--optimizer_type", type]).Problems);
        Assert.Equal(("optimizer_type", rule), (problem.Path, problem.Rule));
        Assert.StartsWith(remedy, problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--optimizer_type PRODIGY --learning_rate 1 --optimizer_args decouple=True weight_decay=0.01 d_coef=2 use_bias_correction=True safeguard_warmup=True betas=0.9,0.99 growth_rate=1.02")]
    [InlineData("--optimizer_type Adafactor --optimizer_args relative_step=False scale_parameter=False warmup_init=False beta1=0.9 eps=(1e-30,1e-3) --lr_scheduler constant_with_warmup --lr_warmup_steps 100 --max_grad_norm 0")]
    [InlineData("--optimizer_type AdamWScheduleFree --optimizer_args warmup_steps=10 r=0.5")]
    [InlineData("--optimizer_type DAdaptAdam --learning_rate 1 --optimizer_args decouple=True")]
    [InlineData("--use_lion_optimizer")]
    [InlineData("--optimizer_type bitsandbytes.optim.AdEMAMix8bit --optimizer_args betas=0.9,0.999,0.9995 alpha=8 t_alpha=400 t_beta3=400")]
    [InlineData("--optimizer_type SGDNesterov --optimizer_args momentum=0.8")]
    [InlineData("--lr_scheduler_type MultiStepLR --lr_scheduler_args milestones=[10,20] gamma=0.5")]
    [InlineData("--lr_scheduler_type torch.optim.lr_scheduler.OneCycleLR --lr_scheduler_args max_lr=1e-3 total_steps=1600")]
    [InlineData("--lr_scheduler piecewise_constant --lr_scheduler_args step_rules='1:10,0.1:20,0.01'")]
    [InlineData("--lr_scheduler polynomial --lr_scheduler_args lr_end=1e-8")]
    [InlineData("--loss_type smooth_l1 --huber_schedule exponential --huber_c 0.2 --huber_scale 0.5")]
    [InlineData("--noise_offset 0.1 --noise_offset_random_strength --adaptive_noise_scale 0.01 --ip_noise_gamma 0.1 --ip_noise_gamma_random_strength")]
    [InlineData("--multires_noise_iterations 6 --multires_noise_discount 0.2 --min_timestep 100 --max_timestep 100")]
    [InlineData("--v_parameterization --scale_v_pred_loss_like_noise_pred --zero_terminal_snr --debiased_estimation_loss")]
    [InlineData("--v_pred_like_loss 0.5 --weighted_captions")]
    public void ParseCommandLine_OfLoopOptions_RoundTrips(string words)
    {
        var import = Parse([.. Minimum, .. words.Split(' ')]);
        Assert.Empty(import.Problems);
        Assert.NotEqual(Parse(Minimum).Settings, import.Settings);
        Assert.Equal(import.Settings, Import(KohyaMapping.ToArguments(import.Settings)).Settings);
    }

    [Fact]
    public void Arguments_OfEveryBinding_AreInTheTable()
    {
        Assert.All(KohyaBindings.All, binding => Assert.Equal(ArgumentSupport.Supported, KohyaArguments.Find(binding.Argument)!.Support));
        Assert.Equal(KohyaArguments.All.Count, KohyaArguments.All.DistinctBy(argument => argument.Name).Count());
    }

    [Fact]
    public void Defaults_OfEveryBinding_EqualTheReference()
    {
        foreach (var binding in KohyaBindings.All)
        {
            // sd-scripts leaves these unset and then acts as if they had these values.
            if (binding.Argument is "network_module" or "network_dim") continue;
            // Left out, it is sd-scripts' "no", and here the best the processor computes in.
            if (binding.Argument is "mixed_precision") continue;
            var value = binding.Get(new TrainingSettings());
            if (value is StepCount count) value = (long)count.Value;
            var argument = KohyaArguments.Find(binding.Argument)!;
            Assert.True(Equals(argument.Default, value) || (argument.Default is null && value is "") || (argument.Name == "caption_extention" && value is null), $"{argument.Name}: {argument.Default} ≠ {value}");
        }
    }

    private static KohyaImport Parse(IReadOnlyList<string> args) => KohyaMapping.ParseCommandLine(args, _ => throw new InvalidOperationException("no file was given"));

    private static KohyaImport Import(IReadOnlyList<KeyValuePair<string, object>> arguments) =>
        KohyaMapping.ToSettings(arguments.ToDictionary(pair => pair.Key, pair => (object?)pair.Value));
}
