using static Senmitsu.Training.Settings.Kohya.ArgumentKind;
using static Senmitsu.Training.Settings.Kohya.ArgumentSupport;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>Every argument of <c>train_network.py</c> for SD 1.x (kohya-ss/sd-scripts v0.10.1), those that kohya_ss' files carry besides, and ours.</summary>
public static class KohyaArguments
{
    /// <summary>All arguments.</summary>
    public static IReadOnlyList<KohyaArgument> All { get; } =
    [
        // Console and model
        .. Of(Text, null, Harmless, "console_log_level", "console_log_file"),
        .. Of(Flag, false, Harmless, "console_log_simple"),
        .. Of(Flag, false, Supported, "v2", "v_parameterization"),
        .. Of(Text, null, Supported, "pretrained_model_name_or_path", "tokenizer_cache_dir", "vae"),
        .. Of(Text, null, Supported, "metadata_title", "metadata_author", "metadata_description", "metadata_license", "metadata_tags", "metadata_usage_hint", "metadata_merged_from", "metadata_trigger_phrase", "metadata_preprocessor", "metadata_is_negative_embedding"),
        .. Of(Text, null, Supported, "metadata_thumbnail"),

        // Data set
        .. Of(Text, null, Supported, "train_data_dir", "resolution", "caption_prefix", "caption_suffix"),
        .. Refused("is Python code, which is not run here", "give train_data_dir or dataset_config", Of(Text, null, ArgumentSupport.Refused, "dataset_class")),
        .. Of(Text, null, Supported, "in_json", "reg_data_dir", "dataset_config", "conditioning_data_dir", "secondary_separator", "face_crop_aug_range"),
        .. Of(Text, "", Supported, "keep_tokens_separator"),
        .. Of(Flag, false, Supported, "shuffle_caption", "cache_latents", "enable_bucket", "bucket_no_upscale"),
        .. Refused("shows the data set in windows instead of training", "use --dry-run, or senmitsu dataset check DIR", Of(Flag, false, ArgumentSupport.Refused, "debug_dataset")),
        .. Of(Flag, false, Supported, "weighted_captions"),
        .. Of(Flag, false, Supported, "enable_wildcard", "color_aug", "flip_aug", "random_crop", "alpha_mask", "masked_loss", "cache_latents_to_disk"),
        .. Of(Flag, false, Harmless, "cache_info", "skip_cache_check"),
        .. Of(Text, ",", Supported, "caption_separator"),
        .. Of(Text, ".caption", Supported, "caption_extension"),
        .. Of(Text, null, Supported, "caption_extention"),
        .. Of(WholeNumber, 0L, Supported, "keep_tokens"),
        .. Of(WholeNumber, 1L, Supported, "vae_batch_size"),
        .. Of(WholeNumber, 256L, Supported, "min_bucket_reso"),
        .. Of(WholeNumber, 1024L, Supported, "max_bucket_reso"),
        .. Of(WholeNumber, 64L, Supported, "bucket_reso_steps"),
        Choice("resize_interpolation", null, Supported, [.. KohyaBindings.Interpolations.Keys]),
        .. Of(WholeNumber, 1L, Supported, "token_warmup_min", "dataset_repeats"),
        .. Of(Number, 0.0, Supported, "token_warmup_step"),
        .. Of(Number, 0.0, Supported, "validation_split"),
        .. Of(Number, 0.0, Supported, "caption_dropout_rate", "caption_tag_dropout_rate"),
        .. Of(WholeNumber, 0L, Supported, "caption_dropout_every_n_epochs"),
        .. Of(Number, 1.0, Supported, "prior_loss_weight"),
        .. Of(WholeNumber, null, Supported, "validation_seed", "validate_every_n_steps", "validate_every_n_epochs", "max_validation_steps"),

        // Run, saving, precision
        .. Of(Text, null, Supported, "output_dir", "output_name", "training_comment"),
        Choice("save_precision", null, Supported, "float", "fp16", "bf16"),
        Choice("save_model_as", "safetensors", Supported, "safetensors", "ckpt", "pt"),
        .. Of(WholeNumber, null, Supported, "save_every_n_epochs", "save_every_n_steps", "save_last_n_epochs", "max_train_epochs", "seed", "clip_skip"),
        .. Of(WholeNumber, null, Supported, "save_n_epoch_ratio", "save_last_n_epochs_state", "save_last_n_steps", "save_last_n_steps_state", "initial_epoch", "initial_step"),
        .. Of(Flag, false, Supported, "save_state", "save_state_on_train_end"),
        .. Of(Flag, false, Harmless, "skip_until_initial_step"), // a state always continues where it stands
        .. Of(Text, null, Supported, "resume"),
        .. Of(Flag, false, Supported, "no_metadata", "gradient_checkpointing"),
        .. Of(WholeNumber, 1L, Supported, "train_batch_size", "gradient_accumulation_steps"),
        .. Of(WholeNumber, 1600L, Supported, "max_train_steps"),
        .. Of(WholeNumber, 8L, Harmless, "max_data_loader_n_workers"),
        .. Of(Flag, false, Harmless, "persistent_data_loader_workers", "cpu_offload_checkpointing", "no_half_vae", "mem_eff_attn", "xformers", "sdpa", "torch_compile", "lowram", "highvram"),
        Choice("mixed_precision", "no", Supported, "no", "fp16", "bf16"),
        .. Of(Flag, false, Supported, "full_fp16", "full_bf16"),
        .. Of(Flag, false, Harmless, "fp8_base", "fp8_base_unet"), // decision 0052
        .. Of(WholeNumber, null, Supported, "max_token_length"),
        .. Of(Text, "inductor", Harmless, "dynamo_backend"),
        .. Of(WholeNumber, null, Harmless, "ddp_timeout"),
        .. Of(Flag, false, Harmless, "ddp_gradient_as_bucket_view", "ddp_static_graph"),
        .. Of(Flag, false, Harmless, "deepspeed"), // memory of several cards
        .. Of(WholeNumber, 2L, Harmless, "zero_stage"),
        .. Of(Text, null, Harmless, "offload_optimizer_device", "offload_optimizer_nvme_path", "offload_param_device", "offload_param_nvme_path"),
        .. Of(Flag, false, Harmless, "zero3_init_flag", "zero3_save_16bit_model", "fp16_master_weights_and_gradients"),

        // Optimisation
        .. Of(Text, "", Supported, "optimizer_type"),
        .. Of(Flag, false, Supported, "use_8bit_adam", "use_lion_optimizer"),
        .. Of(Flag, false, Harmless, "fused_backward_pass"), // train_network.py does not look at it
        .. Of(Number, 2e-6, Supported, "learning_rate"),
        .. Of(Number, null, Supported, "unet_lr"),
        .. Of(NumberList, null, Supported, "text_encoder_lr"),
        .. Of(Number, 1.0, Supported, "max_grad_norm"),
        .. Of(TextList, null, Supported, "optimizer_args"),
        .. Of(TextList, null, Supported, "lr_scheduler_args"),
        .. Of(Text, "constant", Supported, "lr_scheduler"),
        .. Of(Text, "", Supported, "lr_scheduler_type"),
        .. Of(Steps, 0L, Supported, "lr_warmup_steps", "lr_decay_steps"),
        .. Of(WholeNumber, 1L, Supported, "lr_scheduler_num_cycles"),
        .. Of(Number, 1.0, Supported, "lr_scheduler_power"),
        .. Of(WholeNumber, null, Supported, "lr_scheduler_timescale"),
        .. Of(Number, null, Supported, "lr_scheduler_min_lr_ratio", "noise_offset", "min_snr_gamma"),
        .. Of(Number, null, Supported, "adaptive_noise_scale", "ip_noise_gamma", "v_pred_like_loss"),
        .. Of(Flag, false, Supported, "noise_offset_random_strength", "ip_noise_gamma_random_strength", "zero_terminal_snr", "scale_v_pred_loss_like_noise_pred", "debiased_estimation_loss"),
        .. Of(WholeNumber, null, Supported, "multires_noise_iterations"),
        .. Of(Number, 0.3, Supported, "multires_noise_discount"),
        .. Of(WholeNumber, null, Supported, "min_timestep", "max_timestep"),
        Choice("loss_type", "l2", Supported, "l1", "l2", "huber", "smooth_l1"),
        Choice("huber_schedule", "snr", Supported, "constant", "exponential", "snr"),
        .. Of(Number, 0.1, Supported, "huber_c"),
        .. Of(Number, 1.0, Supported, "huber_scale"),

        // Network
        .. Of(Text, null, Supported, "network_module", "network_weights"),
        .. Of(WholeNumber, null, Supported, "network_dim"),
        .. Of(Number, 1.0, Supported, "network_alpha"),
        .. Of(Number, null, Supported, "network_dropout", "scale_weight_norms"),
        .. Of(TextList, null, Supported, "network_args", "base_weights"),
        .. Of(NumberList, null, Supported, "base_weights_multiplier"),
        .. Of(Flag, false, Supported, "dim_from_weights"),
        .. Of(Flag, false, Supported, "network_train_unet_only", "network_train_text_encoder_only"),

        // Samples, curves, hub, files
        .. Of(WholeNumber, null, Supported, "sample_every_n_steps", "sample_every_n_epochs"),
        .. Of(Flag, false, Supported, "sample_at_first"),
        .. Of(Text, null, Supported, "sample_prompts"),
        .. Of(Text, "ddim", Supported, "sample_sampler"),
        .. Of(Text, null, Supported, "logging_dir", "log_prefix", "log_tracker_name"),
        Choice("log_with", null, Supported, "tensorboard", "wandb", "all"),
        .. Of(Text, null, Harmless, "log_tracker_config", "wandb_run_name", "wandb_api_key"),
        .. Of(Flag, false, Harmless, "log_config"),
        .. Of(Text, null, Harmless, "huggingface_repo_type", "huggingface_path_in_repo", "huggingface_token", "huggingface_repo_visibility"),
        .. Of(Flag, false, Harmless, "async_upload"),
        .. Refused("would upload: this program sends nothing anywhere", "leave it out and upload the file yourself", [.. Of(Text, null, ArgumentSupport.Refused, "huggingface_repo_id"), .. Of(Flag, false, ArgumentSupport.Refused, "save_state_to_huggingface")]),
        .. Refused("would download a state", "download it yourself and give its folder as --resume", Of(Flag, false, ArgumentSupport.Refused, "resume_from_huggingface")),
        .. Of(Text, null, Supported, "config_file"),
        .. Of(Flag, false, Supported, "output_config"),

        // Written into configuration files by the kohya_ss GUI, unknown to this trainer
        .. Of(Number, null, Harmless, "epoch", "ggpo_sigma", "ggpo_beta"),
        .. Of(Text, null, Harmless, "noise_offset_type"),
        .. Of(Flag, false, Harmless, "train_lora_ggpo"), // of Flux' networks
        .. Refused("trains inpainting models, which is not done here", "leave it out: a LoRA of the ordinary model works with the inpainting model made from it", Of(Flag, false, ArgumentSupport.Refused, "train_inpainting")),
        .. Refused("is another family of models than Stable Diffusion 1.x and 2.x", "use a checkpoint of these", Of(Flag, false, ArgumentSupport.Refused, "sdxl", "sd3_checkbox", "flux1_checkbox", "hunyuan_image_checkbox", "anima_checkbox", "lumina_checkbox")),

        // Ours
        .. Of(Text, null, Supported, "tokenizer", "sample_prompt_text").Select(Ours),
        .. Of(WholeNumber, null, Supported, "sample_prompt_text_every_n_steps", "sample_prompt_text_every_n_epochs").Select(Ours), // sd-scripts would look for a file of prompts
        .. Of(Flag, false, Supported, "sample_prompt_text_at_first").Select(Ours),
        .. Of(Text, "auto", Supported, "device").Select(Ours),
        Ours(Choice("precision", "auto", Supported, "auto", "fp32", "bf16", "fp16")),
        .. Of(Number, 10.0, Supported, "save_state_every_n_minutes").Select(Ours),
        .. Of(Flag, false, Supported, "dry_run", "json").Select(Ours),
        .. Of(Flag, false, Supported, "strict", "fix").Select(Ours),
    ];

    private static readonly Dictionary<string, KohyaArgument> ByName = All.ToDictionary(argument => argument.Name, StringComparer.Ordinal);

    /// <summary>The argument of that exact name; null if there is none. A dash counts as an underscore.</summary>
    public static KohyaArgument? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ByName.GetValueOrDefault(name.Replace('-', '_'));
    }

    /// <summary>The known name that looks most like an unknown one; null if none is close.</summary>
    public static string? Nearest(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var (nearest, distance) = All.Select(argument => (argument.Name, EditDistance(name, argument.Name))).MinBy(pair => pair.Item2);
        return distance <= Math.Max(2, name.Length / 3) ? nearest : null;
    }

    private static IEnumerable<KohyaArgument> Of(ArgumentKind kind, object? fallback, ArgumentSupport support, params string[] names) =>
        names.Select(name => new KohyaArgument(name, kind, fallback, support));

    private static IEnumerable<KohyaArgument> Refused(string why, string remedy, IEnumerable<KohyaArgument> arguments) => arguments.Select(argument => argument with { Refusal = (why, remedy) });

    private static KohyaArgument Choice(string name, string? fallback, ArgumentSupport support, params string[] choices) =>
        new(name, Text, fallback, support) { Choices = choices };

    private static KohyaArgument Ours(KohyaArgument argument) => argument with { IsOurs = true };

    // Levenshtein 1966, one row at a time.
    private static int EditDistance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
