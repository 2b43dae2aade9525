using System.Globalization;
using Senmitsu.Formats.Python;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Optimizers;
using Senmitsu.Training.Settings;
using Senmitsu.Training.Settings.Kohya;

namespace Senmitsu.Training.Checkpoints;

/// <summary>
/// The metadata sd-scripts writes into a LoRA (train_network.py, "metadata"; library/sai_model_spec.py), key for key. Options this program
/// does not have appear with the value sd-scripts gives them when they are off.
/// </summary>
/// <param name="settings">The run's settings.</param>
/// <param name="plan">The run's plan.</param>
/// <param name="seed">The run's seed.</param>
/// <param name="baseModel">What is known of the base model's file.</param>
/// <param name="optimizerName">Name of the optimizer, as sd-scripts writes it.</param>
/// <param name="mixedPrecision">What was asked for; where nothing was, what is computed in.</param>
/// <param name="started">When the run began.</param>
internal sealed class KohyaMetadata(
    TrainingSettings settings, TrainingPlan plan, long seed, BaseModelFacts baseModel, string optimizerName, MixedPrecision mixedPrecision, DateTimeOffset started)
{
    private const string None = PythonText.None, False = "False", Zero = "0.0";

    private static readonly string Version = typeof(KohyaMetadata).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>All <c>ss_*</c> keys of a save.</summary>
    public Dictionary<string, string> At(int epoch, int step, DateTimeOffset finished)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ss_network_module"] = settings.Network.Module,
            ["ss_network_dim"] = Text(settings.Network.Rank),
            ["ss_network_alpha"] = PythonText.Of(settings.Network.Alpha),
            ["ss_v2"] = PythonText.Of(settings.Model.IsVersion2),
            ["ss_base_model_version"] = settings.Model switch { { IsVersion2: false } => "sd_v1", { PredictsVelocity: false } => "sd_v2", _ => "sd_v2_v" },
        };
        if (NetworkArgumentList.ToMetadata(settings.Network) is { } arguments) values["ss_network_args"] = arguments;
        if (settings.Run.NoMetadata) return values;

        AddRun(values, epoch, step, finished);
        AddDataset(values);
        AddLoss(values);
        AddValidation(values);
        AddAbsent(values);
        values["ss_sd_model_name"] = baseModel.Name;
        values["ss_sd_model_hash"] = baseModel.OldHash;
        values["ss_new_sd_model_hash"] = baseModel.NewHash;
        if (baseModel.Vae is { } vae)
        {
            values["ss_vae_name"] = vae.Name;
            values["ss_vae_hash"] = vae.OldHash;
            values["ss_new_vae_hash"] = vae.NewHash;
        }

        return values;
    }

    /// <summary>The <c>modelspec.*</c> keys (Stability AI model metadata standard 1.0.1).</summary>
    public IEnumerable<KeyValuePair<string, string>> Modelspec(DateTimeOffset saved)
    {
        var spec = settings.Output.Modelspec;
        var size = plan.Datasets[0].Definition.Buckets.Resolution;
        yield return new("modelspec.sai_model_spec", "1.0.1");
        yield return new("modelspec.architecture", settings.Model switch { { IsVersion2: false } => "stable-diffusion-v1/lora", { PredictsVelocity: false } => "stable-diffusion-v2-512/lora", _ => "stable-diffusion-v2-768-v/lora" });
        yield return new("modelspec.implementation", "diffusers");
        yield return new("modelspec.implementation_version", $"senmitsu/{Version}");
        yield return new("modelspec.title", spec.Title ?? settings.Output.OutputName ?? $"LoRA@{saved.ToUnixTimeSeconds()}");
        yield return new("modelspec.resolution", $"{Text(size.Width)}x{Text(size.Height)}");
        yield return new("modelspec.date", saved.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        yield return new("modelspec.prediction_type", settings.Model.PredictsVelocity ? "v" : "epsilon");
        if (settings.Loss.MinTimestep is not null || settings.Loss.MaxTimestep is not null)
        {
            yield return new("modelspec.timestep_range", $"{Text(settings.Loss.MinTimestep ?? 0)},{Text(settings.Loss.MaxTimestep ?? 1000)}");
        }

        if (settings.Run.ClipSkip is { } clipSkip) yield return new("modelspec.encoder_layer", Text(clipSkip));
        (string Key, string? Value)[] optional =
        [
            ("author", spec.Author), ("description", spec.Description), ("license", spec.License), ("tags", spec.Tags), ("usage_hint", spec.UsageHint),
            ("merged_from", spec.MergedFrom), ("trigger_phrase", spec.TriggerPhrase), ("preprocessor", spec.Preprocessor), ("is_negative_embedding", spec.IsNegativeEmbedding),
        ];
        foreach (var (key, value) in optional)
        {
            if (value is not null) yield return new($"modelspec.{key}", value);
        }

        if (spec.Thumbnail is { } picture) yield return new("modelspec.thumbnail", DataUrl(picture));
    }

    /// <summary>"data:image/png;base64,…".</summary>
    private static string DataUrl(string path)
    {
        var type = Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
        return $"data:image/{(type == "jpg" ? "jpeg" : type)};base64,{Convert.ToBase64String(File.ReadAllBytes(path))}";
    }

    private void AddRun(Dictionary<string, string> values, int epoch, int step, DateTimeOffset finished)
    {
        var run = settings.Run;
        var rates = settings.LearningRate;
        values["ss_session_id"] = Text(unchecked((uint)(started.Ticks ^ (seed * 0x9E3779B1))));
        values["ss_training_started_at"] = PythonText.Of(UnixSeconds(started));
        values["ss_training_finished_at"] = PythonText.Of(UnixSeconds(finished));
        values["ss_output_name"] = settings.Output.OutputName ?? None;
        values["ss_learning_rate"] = PythonText.Of(rates.LearningRate);
        values["ss_text_encoder_lr"] = rates.TextEncoderLr is { } textEncoder ? PythonText.Of(textEncoder) : None;
        values["ss_unet_lr"] = rates.UnetLr is { } unet ? PythonText.Of(unet) : None;
        values["ss_num_epochs"] = Text(plan.Epochs);
        values["ss_num_batches_per_epoch"] = Text(plan.Order.BatchesPerEpoch);
        values["ss_gradient_checkpointing"] = PythonText.Of(run.GradientCheckpointing);
        values["ss_gradient_accumulation_steps"] = Text(run.GradientAccumulationSteps);
        values["ss_max_train_steps"] = Text(plan.TotalSteps);
        values["ss_lr_warmup_steps"] = rates.WarmupSteps.ToString();
        values["ss_lr_scheduler"] = settings.Optimizer.Constants is AdafactorSettings { OwnsRate: true }
            ? $"adafactor:{PythonText.Of(rates.LearningRate)}"
            : KohyaBindings.NameOf(KohyaBindings.Schedulers, rates.Scheduler);
        values["ss_network_dropout"] = settings.Network.Dropout is { } dropout ? PythonText.Of(dropout) : None;
        values["ss_scale_weight_norms"] = settings.Network.ScaleWeightNorms is { } longest ? PythonText.Of(longest) : None;
        values["ss_mixed_precision"] = KohyaBindings.NameOf(KohyaBindings.MixedPrecisions, mixedPrecision);
        values["ss_full_fp16"] = PythonText.Of(run.FullFp16);
        values["ss_clip_skip"] = run.ClipSkip is { } clipSkip ? Text(clipSkip) : None;
        values["ss_max_token_length"] = settings.Dataset.MaxTokenLength is { } length ? Text(length) : None;
        values["ss_seed"] = Text(seed);
        values["ss_training_comment"] = run.TrainingComment ?? None;
        values["ss_sd_scripts_commit_hash"] = "(unknown)";
        values["ss_optimizer"] = OptimizerName();
        values["ss_max_grad_norm"] = PythonText.Of(settings.Optimizer.MaxGradNorm);
        values["ss_steps"] = Text(step);
        values["ss_epoch"] = Text(epoch);
    }

    private void AddDataset(Dictionary<string, string> values)
    {
        var dataset = settings.Dataset;
        values["ss_num_train_images"] = Text(plan.Datasets.Sum(set => set.Images.TrainedPerEpoch));
        values["ss_num_validation_images"] = Text(plan.Validation?.ImagesPerEpoch ?? 0);
        values["ss_num_reg_images"] = Text(plan.Datasets.Sum(set => set.Images.RegularizationPictures));
        values["ss_cache_latents"] = PythonText.Of(dataset.CacheLatents);
        values["ss_caption_dropout_rate"] = PythonText.Of(dataset.CaptionDropoutRate);
        values["ss_caption_tag_dropout_rate"] = PythonText.Of(dataset.CaptionTagDropoutRate);
        values["ss_caption_dropout_every_n_epochs"] = Text(dataset.CaptionDropoutEveryNEpochs);
        values["ss_face_crop_aug_range"] = dataset.Augmentation.FaceCrop?.ToString() ?? None;
        values["ss_prior_loss_weight"] = PythonText.Of(dataset.PriorLossWeight);
        values["ss_resize_interpolation"] = dataset.ResizeInterpolation is { } way ? KohyaBindings.NameOf(KohyaBindings.Interpolations, way) : None;
        if (plan.HasDatasetConfig) AddDatasets(values);
        else AddOneDataset(values, plan.Datasets[0]);
    }

    private void AddDatasets(Dictionary<string, string> values)
    {
        values["ss_datasets"] = KohyaDatasetMetadata.Datasets(plan.Datasets);
        values["ss_dataset_dirs"] = KohyaDatasetMetadata.DatasetDirs(plan.Datasets);
        values["ss_tag_frequency"] = KohyaDatasetMetadata.TagFrequency(plan.Datasets);
    }

    private void AddOneDataset(Dictionary<string, string> values, DatasetPlan only)
    {
        var dataset = settings.Dataset;
        var buckets = only.Definition.Buckets;
        values["ss_batch_size_per_device"] = Text(dataset.BatchSize);
        values["ss_total_batch_size"] = Text(dataset.BatchSize * settings.Run.GradientAccumulationSteps);
        values["ss_resolution"] = $"({Text(buckets.Resolution.Width)}, {Text(buckets.Resolution.Height)})";
        values["ss_color_aug"] = PythonText.Of(dataset.Augmentation.Color);
        values["ss_flip_aug"] = PythonText.Of(dataset.Augmentation.Flip);
        values["ss_random_crop"] = PythonText.Of(dataset.Augmentation.RandomCrop);
        values["ss_shuffle_caption"] = PythonText.Of(dataset.ShuffleCaption);
        values["ss_enable_bucket"] = PythonText.Of(dataset.EnableBucket);
        values["ss_bucket_no_upscale"] = PythonText.Of(dataset.BucketNoUpscale);
        values["ss_min_bucket_reso"] = dataset.EnableBucket ? Text(buckets.AdjustedMinSize) : None;
        values["ss_max_bucket_reso"] = dataset.EnableBucket ? Text(buckets.AdjustedMaxSize) : None;
        values["ss_keep_tokens"] = Text(dataset.KeepTokens);
        values["ss_dataset_dirs"] = KohyaDatasetMetadata.DatasetDirs(only.Images);
        values["ss_reg_dataset_dirs"] = KohyaDatasetMetadata.RegularizationDirs(only.Images);
        values["ss_tag_frequency"] = KohyaDatasetMetadata.TagFrequency(only.Images);
        values["ss_bucket_info"] = KohyaDatasetMetadata.BucketInfo(only.Buckets);
    }

    private void AddLoss(Dictionary<string, string> values)
    {
        values["ss_min_snr_gamma"] = settings.Loss.MinSnrGamma is { } gamma ? PythonText.Of(gamma) : None;
        var loss = settings.Loss;
        values["ss_noise_offset"] = loss.NoiseOffset is { } offset ? PythonText.Of(offset) : None;
        values["ss_noise_offset_random_strength"] = PythonText.Of(loss.NoiseOffsetRandomStrength);
        values["ss_adaptive_noise_scale"] = loss.AdaptiveNoiseScale is { } scale ? PythonText.Of(scale) : None;
        values["ss_multires_noise_iterations"] = loss.MultiresNoiseIterations is { } iterations ? Text(iterations) : None;
        values["ss_multires_noise_discount"] = PythonText.Of(loss.MultiresNoiseDiscount);
        values["ss_ip_noise_gamma"] = loss.IpNoiseGamma is { } perturbation ? PythonText.Of(perturbation) : None;
        values["ss_ip_noise_gamma_random_strength"] = PythonText.Of(loss.IpNoiseGammaRandomStrength);
        values["ss_zero_terminal_snr"] = PythonText.Of(loss.ZeroTerminalSnr);
        values["ss_debiased_estimation"] = PythonText.Of(loss.DebiasedEstimation);
        values["ss_loss_type"] = KohyaBindings.NameOf(KohyaBindings.LossTypes, loss.Type);
        values["ss_huber_schedule"] = KohyaBindings.NameOf(KohyaBindings.HuberSchedules, loss.HuberSchedule);
        values["ss_huber_scale"] = PythonText.Of(loss.HuberScale);
        values["ss_huber_c"] = PythonText.Of(loss.HuberC);
    }

    private void AddValidation(Dictionary<string, string> values)
    {
        var validation = settings.Validation;
        values["ss_validation_split"] = PythonText.Of(validation.Split);
        values["ss_validation_seed"] = validation.Seed is { } seedOfSplit ? Text(seedOfSplit) : None;
        values["ss_max_validation_steps"] = validation.MaxSteps is { } most ? Text(most) : None;
        values["ss_validate_every_n_epochs"] = validation.EveryNEpochs is { } epochs ? Text(epochs) : None;
        values["ss_validate_every_n_steps"] = validation.EveryNSteps is { } steps ? Text(steps) : None;
    }

    /// <summary>Options of sd-scripts that do not exist here, with the values they have when off.</summary>
    private static void AddAbsent(Dictionary<string, string> values)
    {
        (string Key, string Value)[] absent =
        [
            ("ss_lowram", False), ("ss_fp8_base", False), ("ss_fp8_base_unet", False),
        ];
        foreach (var (key, value) in absent) values[key] = value;
    }

    /// <summary>"torch.optim.adamw.AdamW(weight_decay=0.1)".</summary>
    private string OptimizerName()
    {
        var arguments = OptimizerArguments.Describe(settings.Optimizer);
        return arguments.Length == 0 ? optimizerName : $"{optimizerName}({arguments})";
    }

    private static double UnixSeconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalSeconds;

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
