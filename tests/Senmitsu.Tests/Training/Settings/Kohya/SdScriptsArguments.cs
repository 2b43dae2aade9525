namespace Senmitsu.Tests.Training.Settings.Kohya;

/// <summary>The arguments of sd-scripts v0.10.1's train_network.py by the types that its code expects of a TOML file, where nothing converts them.</summary>
internal static class SdScriptsArguments
{
    public static IReadOnlySet<string> Flags { get; } = Set("""
        console_log_simple v2 v_parameterization cache_info shuffle_caption enable_wildcard color_aug flip_aug random_crop debug_dataset cache_latents cache_latents_to_disk skip_cache_check
        enable_bucket bucket_no_upscale alpha_mask masked_loss weighted_captions save_state save_state_on_train_end skip_until_initial_step no_metadata persistent_data_loader_workers
        gradient_checkpointing cpu_offload_checkpointing full_fp16 full_bf16 fp8_base fp8_base_unet no_half_vae mem_eff_attn xformers sdpa torch_compile lowram highvram
        ddp_gradient_as_bucket_view ddp_static_graph deepspeed zero3_init_flag zero3_save_16bit_model fp16_master_weights_and_gradients use_8bit_adam use_lion_optimizer fused_backward_pass
        noise_offset_random_strength ip_noise_gamma_random_strength zero_terminal_snr scale_v_pred_loss_like_noise_pred debiased_estimation_loss dim_from_weights network_train_unet_only
        network_train_text_encoder_only sample_at_first log_config save_state_to_huggingface resume_from_huggingface async_upload output_config
        """);

    public static IReadOnlySet<string> Texts { get; } = Set("""
        console_log_level console_log_file pretrained_model_name_or_path tokenizer_cache_dir vae metadata_title metadata_author metadata_description metadata_license metadata_tags
        metadata_usage_hint metadata_thumbnail metadata_merged_from metadata_trigger_phrase metadata_preprocessor metadata_is_negative_embedding train_data_dir reg_data_dir in_json dataset_config
        dataset_class conditioning_data_dir caption_separator caption_extension caption_extention keep_tokens_separator secondary_separator caption_prefix caption_suffix face_crop_aug_range
        resolution resize_interpolation output_dir output_name save_precision save_model_as resume training_comment mixed_precision dynamo_backend offload_optimizer_device
        offload_optimizer_nvme_path offload_param_device offload_param_nvme_path optimizer_type lr_scheduler lr_scheduler_type loss_type huber_schedule network_module network_weights
        sample_prompts sample_sampler logging_dir log_with log_prefix log_tracker_name log_tracker_config wandb_run_name wandb_api_key huggingface_repo_id huggingface_repo_type
        huggingface_path_in_repo huggingface_token huggingface_repo_visibility config_file
        """);

    public static IReadOnlySet<string> WholeNumbers { get; } = Set("""
        keep_tokens vae_batch_size min_bucket_reso max_bucket_reso bucket_reso_steps token_warmup_min caption_dropout_every_n_epochs dataset_repeats validation_seed validate_every_n_steps
        validate_every_n_epochs max_validation_steps save_every_n_epochs save_every_n_steps save_n_epoch_ratio save_last_n_epochs save_last_n_epochs_state save_last_n_steps
        save_last_n_steps_state initial_epoch initial_step train_batch_size max_train_steps max_train_epochs max_data_loader_n_workers seed gradient_accumulation_steps max_token_length clip_skip
        ddp_timeout zero_stage lr_scheduler_num_cycles lr_scheduler_timescale multires_noise_iterations min_timestep max_timestep network_dim sample_every_n_steps sample_every_n_epochs
        """);

    public static IReadOnlySet<string> Numbers { get; } = Set("""
        token_warmup_step caption_dropout_rate caption_tag_dropout_rate prior_loss_weight validation_split learning_rate unet_lr max_grad_norm lr_scheduler_power lr_scheduler_min_lr_ratio
        noise_offset adaptive_noise_scale multires_noise_discount ip_noise_gamma huber_c huber_scale min_snr_gamma v_pred_like_loss network_alpha network_dropout scale_weight_norms
        """);

    /// <summary>Whole numbers are steps, fractions a share of the run.</summary>
    public static IReadOnlySet<string> Steps { get; } = Set("lr_warmup_steps lr_decay_steps");

    public static IReadOnlySet<string> TextLists { get; } = Set("optimizer_args lr_scheduler_args network_args base_weights");

    public static IReadOnlySet<string> NumberLists { get; } = Set("text_encoder_lr base_weights_multiplier");

    public static IEnumerable<string> All => Flags.Concat(Texts).Concat(WholeNumbers).Concat(Numbers).Concat(Steps).Concat(TextLists).Concat(NumberLists);

    private static HashSet<string> Set(string names) => [.. names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
}
