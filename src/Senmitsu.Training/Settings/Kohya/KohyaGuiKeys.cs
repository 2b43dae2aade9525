namespace Senmitsu.Training.Settings.Kohya;

/// <summary>The keys of a kohya_ss LoRA settings file (v26, <c>.json</c>) with the GUI's defaults.</summary>
public static class KohyaGuiKeys
{
    /// <summary>Every key in file order (sorted), with the GUI's default: bool, long, double or string.</summary>
    public static IReadOnlyDictionary<string, object> Defaults { get; } = new SortedDictionary<string, object>(
        new[]
        {
            // Fields of the SD 1.x training tab
            Group(false,
                "v2", "v_parameterization", "sdxl", "flux1_checkbox", "cache_latents_to_disk", "train_inpainting", "multi_gpu", "dynamo_use_fullgraph", "dynamo_use_dynamic",
                "gradient_checkpointing", "fp8_base", "fp8_base_unet", "full_fp16", "highvram", "lowvram", "shuffle_caption", "save_state", "save_state_on_train_end", "color_aug", "flip_aug",
                "masked_loss", "mem_eff_attn", "persistent_data_loader_workers", "random_crop", "noise_offset_random_strength", "ip_noise_gamma_random_strength", "skip_cache_check", "log_config",
                "scale_v_pred_loss_like_noise_pred", "full_bf16", "weighted_captions", "debiased_estimation_loss", "sdxl_cache_text_encoder_outputs", "sdxl_no_half_vae", "dim_from_weights",
                "bypass_mode", "dora_wd", "use_cp", "use_tucker", "use_scalar", "rank_dropout_scale", "rescaled", "train_norm", "decompose_both", "train_lora_ggpo",
                "save_state_to_huggingface", "async_upload"),
            Group(true, "cache_latents", "enable_bucket", "bucket_no_upscale", "train_on_input"),
            Group("",
                "dataset_config", "train_data_dir", "model_list", "training_comment", "logging_dir", "reg_data_dir", "output_dir", "optimizer_args", "lr_scheduler_args", "lr_scheduler_type",
                "gpu_ids", "extra_accelerate_launch_args", "resume", "additional_parameters", "log_with", "wandb_api_key", "wandb_run_name", "log_tracker_name", "log_tracker_config", "vae",
                "network_weights", "sample_prompts", "down_lr_weight", "mid_lr_weight", "up_lr_weight", "block_lr_zero_threshold", "block_dims", "block_alphas", "conv_block_dims",
                "conv_block_alphas", "huggingface_repo_id", "huggingface_token", "huggingface_repo_type", "huggingface_repo_visibility", "huggingface_path_in_repo", "resume_from_huggingface",
                "metadata_author", "metadata_description", "metadata_license", "metadata_tags", "metadata_title"),
            Group(0L,
                "lr_warmup_steps", "seed", "stop_text_encoder_training", "max_train_epochs", "main_process_port", "max_data_loader_n_workers", "keep_tokens", "v_pred_like_loss",
                "caption_dropout_every_n_epochs", "caption_dropout_rate", "noise_offset", "adaptive_noise_scale", "multires_noise_iterations", "ip_noise_gamma", "vae_batch_size",
                "min_snr_gamma", "save_every_n_steps", "save_last_n_steps", "save_last_n_steps_state", "save_last_n_epochs", "save_last_n_epochs_state", "min_timestep", "t5xxl_lr",
                "sample_every_n_steps", "sample_every_n_epochs", "scale_weight_norms", "network_dropout", "rank_dropout", "loraplus_lr_ratio", "loraplus_text_encoder_lr_ratio", "loraplus_unet_lr_ratio"),
            Group(1L, "train_batch_size", "epoch", "save_every_n_epochs", "lr_scheduler_num_cycles", "num_processes", "num_machines", "clip_skip", "gradient_accumulation_steps", "network_alpha", "conv_dim", "conv_alpha", "unit"),
            Group(1.0, "lr_scheduler_power", "max_grad_norm", "prior_loss_weight", "huber_scale"),
            Group(0.0, "constrain", "module_dropout"),
            Group(0.0001, "learning_rate", "text_encoder_lr", "unet_lr"),
            Group(64L, "bucket_reso_steps"), Group(256L, "min_bucket_reso"), Group(2048L, "max_bucket_reso"), Group(1600L, "max_train_steps"), Group(10L, "lr_warmup"), Group(8L, "network_dim"),
            Group(2L, "num_cpu_threads_per_process"), Group(75L, "max_token_length"), Group(1000L, "max_timestep"), Group(-1L, "factor"),
            Group(0.3, "multires_noise_discount"), Group(0.1, "huber_c"), Group(0.03, "ggpo_sigma"), Group(0.01, "ggpo_beta"),
            Group("runwayml/stable-diffusion-v1-5", "pretrained_model_name_or_path"), Group("safetensors", "save_model_as"), Group("fp16", "save_precision", "mixed_precision"), Group("last", "output_name"),
            Group("512,512", "max_resolution"), Group("cosine", "lr_scheduler"), Group(".txt", "caption_extension"), Group("AdamW8bit", "optimizer"), Group("no", "dynamo_backend"), Group("default", "dynamo_mode"),
            Group("xformers", "xformers"), Group("Original", "noise_offset_type"), Group("l2", "loss_type"), Group("snr", "huber_schedule"), Group("Standard", "LoRA_type"), Group("full", "LyCORIS_preset"), Group("euler_a", "sample_sampler"),

            // Fields of other model families, kept so that the file is complete
            Group(false,
                "flux1_cache_text_encoder_outputs", "flux1_cache_text_encoder_outputs_to_disk", "split_mode", "enable_all_linear", "mem_eff_save", "apply_t5_attn_mask", "split_qkv", "train_t5xxl",
                "cpu_offload_checkpointing", "sd3_cache_text_encoder_outputs", "sd3_cache_text_encoder_outputs_to_disk", "sd3_fused_backward_pass", "sd3_disable_mmap_load_safetensors",
                "sd3_enable_scaled_pos_embed", "save_clip", "save_t5xxl", "sd3_checkbox", "hunyuan_image_cache_text_encoder_outputs", "hunyuan_image_cache_text_encoder_outputs_to_disk",
                "hunyuan_split_attn", "hunyuan_fp8_scaled", "hunyuan_fp8_vl", "hunyuan_text_encoder_cpu", "hunyuan_image_checkbox", "anima_cache_text_encoder_outputs",
                "anima_cache_text_encoder_outputs_to_disk", "anima_split_attn", "anima_vae_disable_cache", "anima_unsloth_offload_checkpointing", "anima_qwen_image_vae_2d", "anima_compile",
                "anima_torch_compile", "anima_compile_fullgraph", "anima_checkbox", "lumina_cache_text_encoder_outputs", "lumina_cache_text_encoder_outputs_to_disk", "lumina_use_flash_attn",
                "lumina_use_sage_attn", "lumina_checkbox"),
            Group("",
                "ae", "clip_l", "t5xxl", "show_timesteps", "img_attn_dim", "img_mlp_dim", "img_mod_dim", "single_dim", "txt_attn_dim", "txt_mlp_dim", "txt_mod_dim", "single_mod_dim", "in_dims",
                "clip_g", "sd3_clip_l", "sd3_t5xxl", "t5xxl_device", "hunyuan_text_encoder", "hunyuan_byt5", "hunyuan_vae", "anima_qwen3", "anima_vae", "anima_llm_adapter_path",
                "anima_t5_tokenizer_path", "lumina_gemma2", "lumina_ae", "lumina_system_prompt"),
            Group("all", "train_blocks", "train_double_block_indices", "train_single_block_indices"), Group("sigma", "timestep_sampling", "hunyuan_timestep_sampling"), Group("raw", "hunyuan_model_prediction_type", "lumina_model_prediction_type"),
            Group("torch", "hunyuan_attn_mode", "anima_attn_mode"), Group("flux", "model_type"), Group("sigma_scaled", "model_prediction_type"), Group("1024", "show_timesteps_resolution"), Group("bf16", "t5xxl_dtype"),
            Group("logit_normal", "weighting_scheme"), Group("sigmoid", "anima_timestep_sampling"), Group("inductor", "anima_compile_backend"), Group("default", "anima_compile_mode"), Group("auto", "anima_compile_dynamic"), Group("shift", "lumina_timestep_sampling"),
            Group(0L, "blocks_to_swap", "single_blocks_to_swap", "double_blocks_to_swap", "hunyuan_vae_chunk_size", "anima_vae_chunk_size", "anima_compile_cache_size_limit"),
            Group(512L, "t5xxl_max_token_length", "anima_qwen3_max_token_length", "anima_t5_max_token_length"), Group(256L, "lumina_gemma2_max_token_length"), Group(1L, "sd3_text_encoder_batch_size"),
            Group(0.0, "clip_g_dropout_rate", "sd3_clip_l_dropout_rate", "logit_mean", "pos_emb_random_crop_rate", "sd3_t5_dropout_rate"),
            Group(1.0, "logit_std", "hunyuan_sigmoid_scale", "anima_discrete_flow_shift", "anima_sigmoid_scale", "lumina_sigmoid_scale"),
            Group(3.0, "discrete_flow_shift"), Group(3.5, "guidance_scale"), Group(1.29, "mode_scale"), Group(5.0, "hunyuan_discrete_flow_shift"), Group(6.0, "lumina_discrete_flow_shift"),
        }.SelectMany(group => group).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, object>> Group(object value, params string[] keys) => keys.Select(key => KeyValuePair.Create(key, value));
}
