using Senmitsu.Numerics.Images;
using Senmitsu.Training.LearningRates;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>Which argument is which setting. Arguments that need more than a copy are in <see cref="KohyaMapping"/>.</summary>
internal static class KohyaBindings
{
    public static readonly IReadOnlyDictionary<string, LearningRateScheduler> Schedulers = new Dictionary<string, LearningRateScheduler>
    {
        ["constant"] = LearningRateScheduler.Constant,
        ["constant_with_warmup"] = LearningRateScheduler.ConstantWithWarmup,
        ["linear"] = LearningRateScheduler.Linear,
        ["cosine"] = LearningRateScheduler.Cosine,
        ["cosine_with_restarts"] = LearningRateScheduler.CosineWithRestarts,
        ["polynomial"] = LearningRateScheduler.Polynomial,
        ["inverse_sqrt"] = LearningRateScheduler.InverseSqrt,
        ["cosine_with_min_lr"] = LearningRateScheduler.CosineWithMinLr,
        ["warmup_stable_decay"] = LearningRateScheduler.WarmupStableDecay,
        ["piecewise_constant"] = LearningRateScheduler.PiecewiseConstant,
        ["adafactor"] = LearningRateScheduler.Adafactor,
    };

    public static readonly IReadOnlyDictionary<string, LossType> LossTypes = new Dictionary<string, LossType>
    {
        ["l1"] = LossType.L1,
        ["l2"] = LossType.L2,
        ["huber"] = LossType.Huber,
        ["smooth_l1"] = LossType.SmoothL1,
    };

    public static readonly IReadOnlyDictionary<string, HuberSchedule> HuberSchedules = new Dictionary<string, HuberSchedule>
    {
        ["constant"] = HuberSchedule.Constant,
        ["exponential"] = HuberSchedule.Exponential,
        ["snr"] = HuberSchedule.Snr,
    };

    public static readonly IReadOnlyDictionary<string, MixedPrecision> MixedPrecisions = new Dictionary<string, MixedPrecision>
    {
        ["no"] = MixedPrecision.No,
        ["fp16"] = MixedPrecision.Fp16,
        ["bf16"] = MixedPrecision.Bf16,
    };

    public static readonly IReadOnlyDictionary<string, SavePrecision> SavePrecisions = new Dictionary<string, SavePrecision>
    {
        ["float"] = SavePrecision.Fp32,
        ["fp16"] = SavePrecision.Fp16,
        ["bf16"] = SavePrecision.Bf16,
    };

    /// <summary>The first name of each is the one that is written.</summary>
    public static readonly IReadOnlyDictionary<string, ResizeInterpolation> Interpolations = new Dictionary<string, ResizeInterpolation>
    {
        ["lanczos"] = ResizeInterpolation.Lanczos,
        ["nearest"] = ResizeInterpolation.Nearest,
        ["bilinear"] = ResizeInterpolation.Linear,
        ["linear"] = ResizeInterpolation.Linear,
        ["bicubic"] = ResizeInterpolation.Cubic,
        ["cubic"] = ResizeInterpolation.Cubic,
        ["area"] = ResizeInterpolation.Area,
        ["box"] = ResizeInterpolation.Box,
    };

    public static IReadOnlyList<KohyaBinding> All { get; } =
    [
        .. Parts(s => s.Model, (s, part) => s with { Model = part },
            new("pretrained_model_name_or_path", m => m.PretrainedModelNameOrPath, (m, v) => m with { PretrainedModelNameOrPath = (string)v }),
            new("vae", m => m.Vae, (m, v) => m with { Vae = (string)v }),
            new("tokenizer_cache_dir", m => m.TokenizerCacheDirectory, (m, v) => m with { TokenizerCacheDirectory = (string)v }),
            new("tokenizer", m => m.TokenizerDirectory, (m, v) => m with { TokenizerDirectory = (string)v }),
            new("v2", m => m.IsVersion2, (m, v) => m with { IsVersion2 = (bool)v }),
            new("v_parameterization", m => m.PredictsVelocity, (m, v) => m with { PredictsVelocity = (bool)v })),
        .. Parts(s => s.Dataset, (s, part) => s with { Dataset = part },
            new("train_data_dir", d => d.TrainDataDir, (d, v) => d with { TrainDataDir = (string)v }),
            new("enable_bucket", d => d.EnableBucket, (d, v) => d with { EnableBucket = (bool)v }),
            new("min_bucket_reso", d => (long)d.MinBucketReso, (d, v) => d with { MinBucketReso = Whole(v) }),
            new("max_bucket_reso", d => (long)d.MaxBucketReso, (d, v) => d with { MaxBucketReso = Whole(v) }),
            new("bucket_reso_steps", d => (long)d.BucketResoSteps, (d, v) => d with { BucketResoSteps = Whole(v) }),
            new("bucket_no_upscale", d => d.BucketNoUpscale, (d, v) => d with { BucketNoUpscale = (bool)v }),
            new("caption_extention", _ => null, (d, v) => d with { CaptionExtension = (string)v }),
            new("caption_extension", d => d.CaptionExtension, (d, v) => d with { CaptionExtension = (string)v }),
            new("shuffle_caption", d => d.ShuffleCaption, (d, v) => d with { ShuffleCaption = (bool)v }),
            new("keep_tokens", d => (long)d.KeepTokens, (d, v) => d with { KeepTokens = Whole(v) }),
            new("caption_separator", d => d.CaptionSeparator, (d, v) => d with { CaptionSeparator = (string)v }),
            new("caption_prefix", d => d.CaptionPrefix, (d, v) => d with { CaptionPrefix = (string)v }),
            new("caption_suffix", d => d.CaptionSuffix, (d, v) => d with { CaptionSuffix = (string)v }),
            new("caption_dropout_rate", d => d.CaptionDropoutRate, (d, v) => d with { CaptionDropoutRate = (double)v }),
            new("weighted_captions", d => d.WeightedCaptions, (d, v) => d with { WeightedCaptions = (bool)v }),
            new("caption_tag_dropout_rate", d => d.CaptionTagDropoutRate, (d, v) => d with { CaptionTagDropoutRate = (double)v }),
            new("reg_data_dir", d => d.RegDataDir, (d, v) => d with { RegDataDir = (string)v }),
            new("in_json", d => d.InJson, (d, v) => d with { InJson = (string)v }),
            new("dataset_config", d => d.DatasetConfig, (d, v) => d with { DatasetConfig = (string)v }),
            new("prior_loss_weight", d => d.PriorLossWeight, (d, v) => d with { PriorLossWeight = (double)v }),
            new("dataset_repeats", d => (long)d.DatasetRepeats, (d, v) => d with { DatasetRepeats = Whole(v) }),
            new("caption_dropout_every_n_epochs", d => (long)d.CaptionDropoutEveryNEpochs, (d, v) => d with { CaptionDropoutEveryNEpochs = Whole(v) }),
            new("keep_tokens_separator", d => d.KeepTokensSeparator ?? "", (d, v) => d with { KeepTokensSeparator = (string)v }),
            new("secondary_separator", d => d.SecondarySeparator, (d, v) => d with { SecondarySeparator = (string)v }),
            new("enable_wildcard", d => d.EnableWildcard, (d, v) => d with { EnableWildcard = (bool)v }),
            new("token_warmup_min", d => (long)d.TokenWarmupMin, (d, v) => d with { TokenWarmupMin = Whole(v) }),
            new("token_warmup_step", d => d.TokenWarmupStep, (d, v) => d with { TokenWarmupStep = (double)v }),
            new("flip_aug", d => d.Augmentation.Flip, (d, v) => d with { Augmentation = d.Augmentation with { Flip = (bool)v } }),
            new("color_aug", d => d.Augmentation.Color, (d, v) => d with { Augmentation = d.Augmentation with { Color = (bool)v } }),
            new("random_crop", d => d.Augmentation.RandomCrop, (d, v) => d with { Augmentation = d.Augmentation with { RandomCrop = (bool)v } }),
            new("alpha_mask", d => d.AlphaMask, (d, v) => d with { AlphaMask = (bool)v }),
            new("masked_loss", d => d.MaskedLoss, (d, v) => d with { MaskedLoss = (bool)v }),
            new("conditioning_data_dir", d => d.ConditioningDataDir, (d, v) => d with { ConditioningDataDir = (string)v }),
            new("resize_interpolation", d => d.ResizeInterpolation is { } way ? NameOf(Interpolations, way) : null, (d, v) => d with { ResizeInterpolation = Interpolations[(string)v] }),
            new("cache_latents_to_disk", d => d.CacheLatentsToDisk, (d, v) => d with { CacheLatentsToDisk = (bool)v }),
            new("strict", d => d.IsStrict, (d, v) => d with { IsStrict = (bool)v }),
            new("fix", d => d.FixesFolders, (d, v) => d with { FixesFolders = (bool)v }),
            new("train_batch_size", d => (long)d.BatchSize, (d, v) => d with { BatchSize = Whole(v) }),
            new("cache_latents", d => d.CacheLatents, (d, v) => d with { CacheLatents = (bool)v }),
            new("vae_batch_size", d => (long)d.VaeBatchSize, (d, v) => d with { VaeBatchSize = Whole(v) })),
        .. Parts(s => s.Network, (s, part) => s with { Network = part },
            new("network_module", n => n.Module, (n, v) => n with { Module = (string)v }),
            new("network_dim", n => (long)n.Rank, (n, v) => n with { Rank = Whole(v) }),
            new("network_alpha", n => n.Alpha, (n, v) => n with { Alpha = (double)v }),
            new("network_weights", n => n.Weights, (n, v) => n with { Weights = (string)v }),
            new("network_dropout", n => n.Dropout, (n, v) => n with { Dropout = NullIfZero((double)v) }),
            new("scale_weight_norms", n => n.ScaleWeightNorms, (n, v) => n with { ScaleWeightNorms = NullIfZero((double)v) }),
            new("dim_from_weights", n => n.DimFromWeights, (n, v) => n with { DimFromWeights = (bool)v }),
            new("base_weights", n => n.BaseWeights.Count == 0 ? null : n.BaseWeights.ToList(), (n, v) => n with { BaseWeights = new((List<string>)v) }),
            new("base_weights_multiplier", n => n.BaseWeightsMultiplier.Count == 0 ? null : n.BaseWeightsMultiplier.ToList(), (n, v) => n with { BaseWeightsMultiplier = new((List<double>)v) }),
            new("network_train_unet_only", n => !n.TrainTextEncoder, (n, v) => n with { TrainTextEncoder = !(bool)v }),
            new("network_train_text_encoder_only", n => !n.TrainUnet, (n, v) => n with { TrainUnet = !(bool)v })),
        .. Parts(s => s.Optimizer, (s, part) => s with { Optimizer = part },
            new Part<OptimizerSettings>("max_grad_norm", o => o.MaxGradNorm, (o, v) => o with { MaxGradNorm = (double)v })),
        .. Parts(s => s.LearningRate, (s, part) => s with { LearningRate = part },
            new("learning_rate", l => l.LearningRate, (l, v) => l with { LearningRate = (double)v }),
            new("unet_lr", l => l.UnetLr, (l, v) => l with { UnetLr = (double)v }),
            new("lr_warmup_steps", l => l.WarmupSteps, (l, v) => l with { WarmupSteps = (StepCount)v }),
            new("lr_decay_steps", l => l.DecaySteps, (l, v) => l with { DecaySteps = (StepCount)v }),
            new("lr_scheduler_num_cycles", l => (long)l.NumCycles, (l, v) => l with { NumCycles = Whole(v) }),
            new("lr_scheduler_power", l => l.Power, (l, v) => l with { Power = (double)v }),
            new("lr_scheduler_timescale", l => (long?)l.Timescale, (l, v) => l with { Timescale = Whole(v) }),
            new("lr_scheduler_min_lr_ratio", l => l.MinLrRatio, (l, v) => l with { MinLrRatio = (double)v })),
        .. Parts(s => s.Loss, (s, part) => s with { Loss = part },
            new("min_snr_gamma", l => l.MinSnrGamma, (l, v) => l with { MinSnrGamma = NullIfZero((double)v) }),
            new("noise_offset", l => l.NoiseOffset, (l, v) => l with { NoiseOffset = NullIfZero((double)v) }),
            new("noise_offset_random_strength", l => l.NoiseOffsetRandomStrength, (l, v) => l with { NoiseOffsetRandomStrength = (bool)v }),
            new("adaptive_noise_scale", l => l.AdaptiveNoiseScale, (l, v) => l with { AdaptiveNoiseScale = NullIfZero((double)v) }),
            new("multires_noise_iterations", l => (long?)l.MultiresNoiseIterations, (l, v) => l with { MultiresNoiseIterations = Whole(v) }),
            new("multires_noise_discount", l => l.MultiresNoiseDiscount, (l, v) => l with { MultiresNoiseDiscount = (double)v }),
            new("ip_noise_gamma", l => l.IpNoiseGamma, (l, v) => l with { IpNoiseGamma = NullIfZero((double)v) }),
            new("ip_noise_gamma_random_strength", l => l.IpNoiseGammaRandomStrength, (l, v) => l with { IpNoiseGammaRandomStrength = (bool)v }),
            new("loss_type", l => NameOf(LossTypes, l.Type), (l, v) => l with { Type = LossTypes[(string)v] }),
            new("huber_schedule", l => NameOf(HuberSchedules, l.HuberSchedule), (l, v) => l with { HuberSchedule = HuberSchedules[(string)v] }),
            new("huber_c", l => l.HuberC, (l, v) => l with { HuberC = (double)v }),
            new("huber_scale", l => l.HuberScale, (l, v) => l with { HuberScale = (double)v }),
            new("scale_v_pred_loss_like_noise_pred", l => l.ScaleVPredLossLikeNoisePred, (l, v) => l with { ScaleVPredLossLikeNoisePred = (bool)v }),
            new("v_pred_like_loss", l => l.VPredLikeLoss, (l, v) => l with { VPredLikeLoss = NullIfZero((double)v) }),
            new("debiased_estimation_loss", l => l.DebiasedEstimation, (l, v) => l with { DebiasedEstimation = (bool)v }),
            new("zero_terminal_snr", l => l.ZeroTerminalSnr, (l, v) => l with { ZeroTerminalSnr = (bool)v }),
            new("min_timestep", l => (long?)l.MinTimestep, (l, v) => l with { MinTimestep = Whole(v) }),
            new("max_timestep", l => (long?)l.MaxTimestep, (l, v) => l with { MaxTimestep = Whole(v) })),
        .. Parts(s => s.Run, (s, part) => s with { Run = part },
            new("max_train_steps", r => (long)r.MaxTrainSteps, (r, v) => r with { MaxTrainSteps = Whole(v) }),
            new("max_train_epochs", r => (long?)r.MaxTrainEpochs, (r, v) => r with { MaxTrainEpochs = Whole(v) }),
            new("gradient_accumulation_steps", r => (long)r.GradientAccumulationSteps, (r, v) => r with { GradientAccumulationSteps = Whole(v) }),
            new("seed", r => r.Seed, (r, v) => r with { Seed = (long)v }),
            new("clip_skip", r => (long?)r.ClipSkip, (r, v) => r with { ClipSkip = Whole(v) }),
            new("mixed_precision", r => r.MixedPrecision is { } mixed ? NameOf(MixedPrecisions, mixed) : null, (r, v) => r with { MixedPrecision = MixedPrecisions[(string)v] }),
            new("full_bf16", r => r.FullBf16, (r, v) => r with { FullBf16 = (bool)v }),
            new("full_fp16", r => r.FullFp16, (r, v) => r with { FullFp16 = (bool)v }),
            new("gradient_checkpointing", r => r.GradientCheckpointing, (r, v) => r with { GradientCheckpointing = (bool)v }),
            new("no_metadata", r => r.NoMetadata, (r, v) => r with { NoMetadata = (bool)v }),
            new("training_comment", r => r.TrainingComment, (r, v) => r with { TrainingComment = (string)v }),
            new("device", r => r.Device, (r, v) => r with { Device = (string)v }),
            new("precision", r => r.Precision, (r, v) => r with { Precision = (string)v })),
        .. Parts(s => s.Output, (s, part) => s with { Output = part },
            new("output_dir", o => o.OutputDir, (o, v) => o with { OutputDir = (string)v }),
            new("output_name", o => o.OutputName, (o, v) => o with { OutputName = (string)v }),
            new("save_precision", o => o.SavePrecision is { } p ? NameOf(SavePrecisions, p) : null, (o, v) => o with { SavePrecision = SavePrecisions[(string)v] }),
            new("save_model_as", o => o.SaveModelAs, (o, v) => o with { SaveModelAs = (string)v }),
            new("save_every_n_epochs", o => (long?)o.SaveEveryNEpochs, (o, v) => o with { SaveEveryNEpochs = Whole(v) }),
            new("save_every_n_steps", o => (long?)o.SaveEveryNSteps, (o, v) => o with { SaveEveryNSteps = Whole(v) }),
            new("save_n_epoch_ratio", o => (long?)o.SaveNEpochRatio, (o, v) => o with { SaveNEpochRatio = Whole(v) }),
            new("save_last_n_steps", o => (long?)o.SaveLastNSteps, (o, v) => o with { SaveLastNSteps = Whole(v) }),
            new("save_last_n_epochs", o => (long?)o.SaveLastNEpochs, (o, v) => o with { SaveLastNEpochs = Whole(v) }),
            new("logging_dir", o => o.LoggingDir, (o, v) => o with { LoggingDir = (string)v }),
            new("log_prefix", o => o.LogPrefix, (o, v) => o with { LogPrefix = (string)v }),
            new("log_tracker_name", o => o.LogTrackerName, (o, v) => o with { LogTrackerName = (string)v }),
            new("log_with", o => o.LogWith, (o, v) => o with { LogWith = (string)v })),
        .. Parts(s => s.Samples, (s, part) => s with { Samples = part },
            new("sample_prompts", o => o.PromptFile, (o, v) => o with { PromptFile = (string)v }),
            new("sample_prompt_text", o => o.PromptText, (o, v) => o with { PromptText = (string)v }),
            new("sample_every_n_steps", o => (long?)o.EveryNSteps, (o, v) => o with { EveryNSteps = Whole(v) }),
            new("sample_every_n_epochs", o => (long?)o.EveryNEpochs, (o, v) => o with { EveryNEpochs = Whole(v) }),
            new("sample_at_first", o => o.AtFirst, (o, v) => o with { AtFirst = (bool)v }),
            new("sample_prompt_text_every_n_steps", _ => null, (o, v) => o with { EveryNSteps = Whole(v) }),
            new("sample_prompt_text_every_n_epochs", _ => null, (o, v) => o with { EveryNEpochs = Whole(v) }),
            new("sample_prompt_text_at_first", _ => false, (o, v) => o with { AtFirst = (bool)v }),
            new("sample_sampler", o => o.Sampler, (o, v) => o with { Sampler = (string)v })),
        .. Parts(s => s.Validation, (s, part) => s with { Validation = part },
            new("validation_split", o => o.Split, (o, v) => o with { Split = (double)v }),
            new("validation_seed", o => o.Seed, (o, v) => o with { Seed = (long)v }),
            new("validate_every_n_steps", o => (long?)o.EveryNSteps, (o, v) => o with { EveryNSteps = Whole(v) }),
            new("validate_every_n_epochs", o => (long?)o.EveryNEpochs, (o, v) => o with { EveryNEpochs = Whole(v) }),
            new("max_validation_steps", o => (long?)o.MaxSteps, (o, v) => o with { MaxSteps = Whole(v) })),
        .. Parts(s => s.State, (s, part) => s with { State = part },
            new("save_state", o => o.SaveState, (o, v) => o with { SaveState = (bool)v }),
            new("save_state_on_train_end", o => o.SaveStateOnTrainEnd, (o, v) => o with { SaveStateOnTrainEnd = (bool)v }),
            new("save_last_n_epochs_state", o => (long?)o.SaveLastNEpochsState, (o, v) => o with { SaveLastNEpochsState = Whole(v) }),
            new("save_last_n_steps_state", o => (long?)o.SaveLastNStepsState, (o, v) => o with { SaveLastNStepsState = Whole(v) }),
            new("save_state_every_n_minutes", o => o.SaveStateEveryNMinutes, (o, v) => o with { SaveStateEveryNMinutes = (double)v }),
            new("resume", o => o.Resume, (o, v) => o with { Resume = (string)v }),
            new("initial_epoch", o => (long?)o.InitialEpoch, (o, v) => o with { InitialEpoch = Whole(v) }),
            new("initial_step", o => (long?)o.InitialStep, (o, v) => o with { InitialStep = Whole(v) })),
        .. Parts(s => s.Output.Modelspec, (s, part) => s with { Output = s.Output with { Modelspec = part } },
            new("metadata_title", m => m.Title, (m, v) => m with { Title = (string)v }),
            new("metadata_author", m => m.Author, (m, v) => m with { Author = (string)v }),
            new("metadata_description", m => m.Description, (m, v) => m with { Description = (string)v }),
            new("metadata_license", m => m.License, (m, v) => m with { License = (string)v }),
            new("metadata_tags", m => m.Tags, (m, v) => m with { Tags = (string)v }),
            new("metadata_usage_hint", m => m.UsageHint, (m, v) => m with { UsageHint = (string)v }),
            new("metadata_merged_from", m => m.MergedFrom, (m, v) => m with { MergedFrom = (string)v }),
            new("metadata_trigger_phrase", m => m.TriggerPhrase, (m, v) => m with { TriggerPhrase = (string)v }),
            new("metadata_preprocessor", m => m.Preprocessor, (m, v) => m with { Preprocessor = (string)v }),
            new("metadata_thumbnail", m => m.Thumbnail, (m, v) => m with { Thumbnail = (string)v }),
            new("metadata_is_negative_embedding", m => m.IsNegativeEmbedding, (m, v) => m with { IsNegativeEmbedding = (string)v })),
    ];

    public static string NameOf<T>(IReadOnlyDictionary<string, T> names, T value)
        where T : struct, Enum => names.First(pair => pair.Value.Equals(value)).Key;

    private static IEnumerable<KohyaBinding> Parts<T>(Func<TrainingSettings, T> part, Func<TrainingSettings, T, TrainingSettings> put, params Part<T>[] parts) =>
        parts.Select(p => new KohyaBinding(p.Argument, s => p.Get(part(s)), (s, v) => put(s, p.Set(part(s), v))));

    // A count beyond int has the meaning of the largest int: it is then out of every rule's range, not silently small.
    private static int Whole(object value) => (int)Math.Clamp((long)value, int.MinValue, int.MaxValue);

    private static double? NullIfZero(double value) => value == 0 ? null : value;

    private sealed record Part<T>(string Argument, Func<T, object?> Get, Func<T, object, T> Set);
}
