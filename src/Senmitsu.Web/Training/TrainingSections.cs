namespace Senmitsu.Web.Training;

/// <summary>The fields of kohya_ss' LoRA tab that act on Stable Diffusion 1.x and 2.x, in its sections, order and words.</summary>
public static class TrainingSections
{
    private static readonly string[] Schedulers = ["adafactor", "constant", "constant_with_warmup", "cosine", "cosine_with_restarts", "linear", "piecewise_constant", "polynomial", "cosine_with_min_lr", "inverse_sqrt", "warmup_stable_decay"];
    private static readonly string[] Samplers = ["ddim", "pndm", "lms", "euler", "euler_a", "heun", "dpm_2", "dpm_2_a", "dpmsolver", "dpmsolver++", "dpmsingle", "k_lms", "k_euler", "k_euler_a", "k_dpm_2", "k_dpm_2_a"];

    private static readonly string[] Optimizers =
    [
        "AdamW", "AdamWScheduleFree", "AdamW8bit", "Adafactor", "DAdaptation", "DAdaptAdaGrad", "DAdaptAdam", "DAdaptAdan", "DAdaptAdanIP", "DAdaptAdamPreprint", "DAdaptLion", "DAdaptSGD", "Lion", "Lion8bit",
        "PagedAdamW8bit", "PagedAdamW32bit", "PagedLion8bit", "Prodigy", "pytorch_optimizer.CAME", "RAdamScheduleFree", "SGDNesterov", "SGDNesterov8bit", "SGDScheduleFree",
    ];

    private static readonly string[] Families =
    [
        "Standard", "Kohya LoCon", "LoRA-FA", "Kohya DyLoRA", "LyCORIS/LoCon", "LyCORIS/LoHa", "LyCORIS/LoKr", "LyCORIS/DyLoRA", "LyCORIS/GLoRA", "LyCORIS/iA3", "LyCORIS/Diag-OFT", "LyCORIS/BOFT", "LyCORIS/Native Fine-Tuning",
    ];

    /// <summary>All sections.</summary>
    public static IReadOnlyList<TrainingSection> All { get; } =
    [
        new(new("Basic", "基本"),
        [
            Choice("LoRA_type", "LoRA type", "LoRA の種類", Families),
            Choice("LyCORIS_preset", "LyCORIS Preset", "LyCORIS プリセット", ["attn-mlp", "attn-only", "full", "full-lin", "unet-transformer-only", "unet-convblock-only"]),
            Number("train_batch_size", "Train batch size", "バッチサイズ", 1, 64),
            Number("epoch", "Epoch", "エポック", 1, 100000),
            Number("max_train_steps", "Max train steps", "最大ステップ数", 0, 1e7),
            Number("save_every_n_epochs", "Save every N epochs", "N エポックごとに保存", 0, 100000),
            Choice("caption_extension", "Caption file extension", "キャプションの拡張子", [".txt", ".caption", ".cap"]),
            Number("seed", "Seed", "シード", 0, uint.MaxValue),
            Flag("cache_latents", "Cache latents", "latent をキャッシュ"),
            Flag("cache_latents_to_disk", "Cache latents to disk", "latent をディスクにキャッシュ"),
            Choice("lr_scheduler", "LR Scheduler", "学習率スケジューラ", Schedulers),
            Choice("optimizer", "Optimizer", "オプティマイザ", Optimizers),
            Number("max_grad_norm", "Max grad norm", "勾配ノルムの上限", 0, 1000, 0.1),
            Text("lr_scheduler_args", "LR scheduler extra arguments", "スケジューラの追加引数"),
            Text("optimizer_args", "Optimizer extra arguments", "オプティマイザの追加引数"),
            Number("learning_rate", "Learning rate", "学習率", 0, 1, 0.00001),
            Number("lr_warmup", "LR warmup (% of total steps)", "ウォームアップ（全ステップの %）", 0, 100),
            Number("lr_warmup_steps", "LR warmup steps (override)", "ウォームアップのステップ数（優先）", 0, 1e7),
            Number("lr_scheduler_num_cycles", "LR # cycles", "学習率の周期数", 1, 1000),
            Number("lr_scheduler_power", "LR power", "学習率のべき", 0, 10, 0.01),
            Text("max_resolution", "Max resolution", "最大解像度"),
            Flag("enable_bucket", "Enable buckets", "バケットを使う"),
            Number("min_bucket_reso", "Minimum bucket resolution", "バケットの最小解像度", 64, 4096, 64),
            Number("max_bucket_reso", "Maximum bucket resolution", "バケットの最大解像度", 64, 4096, 64),
            Number("text_encoder_lr", "Text Encoder learning rate", "Text Encoder の学習率", 0, 1, 0.00001),
            Number("unet_lr", "Unet learning rate", "U-Net の学習率", 0, 1, 0.00001),
            Number("network_dim", "Network Rank (Dimension)", "ネットワークのランク（次元）", 1, 512),
            Number("network_alpha", "Network Alpha", "ネットワークの Alpha", 0, 1024),
            Number("conv_dim", "Convolution Rank (Dimension)", "畳み込みのランク（次元）", 0, 512),
            Number("conv_alpha", "Convolution Alpha", "畳み込みの Alpha", 0, 512),
            Number("scale_weight_norms", "Scale weight norms", "重みノルムの上限", 0, 10, 0.01),
            Number("network_dropout", "Network dropout", "ネットワークのドロップアウト", 0, 1, 0.01),
            Number("rank_dropout", "Rank dropout", "ランクのドロップアウト", 0, 1, 0.01),
            Number("module_dropout", "Module dropout", "モジュールのドロップアウト", 0, 1, 0.01),
        ]),
        new(new("Advanced", "詳細"),
        [
            Number("gradient_accumulation_steps", "Gradient accumulate steps", "勾配の累積ステップ数", 1, 120),
            Flag("weighted_captions", "Weighted captions", "重み付きキャプション"),
            Number("prior_loss_weight", "Prior loss weight", "正則化画像の損失の重み", 0, 10, 0.1),
            Choice("loss_type", "Loss type", "損失の種類", ["l2", "l1", "huber", "smooth_l1"]),
            Choice("huber_schedule", "Huber schedule", "Huber スケジュール", ["snr", "exponential", "constant"]),
            Number("huber_c", "Huber C", "Huber C", 0, 1, 0.01),
            Number("save_every_n_steps", "Save every N steps", "N ステップごとに保存", 0, 1e7),
            Number("save_last_n_epochs", "Save last N epochs", "最後の N エポックだけ残す", 0, 100000),
            Number("keep_tokens", "Keep n tokens", "先頭の N トークンを固定", 0, 32),
            Number("clip_skip", "Clip skip", "Clip skip", 0, 12),
            Choice("mixed_precision", "Mixed precision", "混合精度", ["no", "fp16", "bf16"]),
            Choice("save_precision", "Save precision", "保存時の精度", ["float", "fp16", "bf16"]),
            Flag("full_bf16", "Full bf16 training (experimental)", "完全な bf16 での学習（実験的）"),
            Flag("gradient_checkpointing", "Gradient checkpointing", "Gradient checkpointing"),
            Flag("shuffle_caption", "Shuffle caption", "キャプションをシャッフル"),
            Flag("color_aug", "Color augmentation", "色の水増し"),
            Flag("flip_aug", "Flip augmentation", "左右反転の水増し"),
            Number("min_snr_gamma", "Min SNR gamma", "Min SNR gamma", 0, 20),
            Flag("debiased_estimation_loss", "Debiased Estimation loss", "Debiased Estimation loss"),
            Flag("bucket_no_upscale", "Don't upscale bucket resolution", "バケットで拡大しない"),
            Number("bucket_reso_steps", "Bucket resolution steps", "バケット解像度の刻み", 1, 128),
            Flag("random_crop", "Random crop instead of center crop", "中央でなくランダムに切り抜く"),
            Number("min_timestep", "Min Timestep", "最小タイムステップ", 0, 1000),
            Number("max_timestep", "Max Timestep", "最大タイムステップ", 0, 1000),
            Choice("noise_offset_type", "Noise offset type", "ノイズオフセットの種類", ["Original", "Multires"]),
            Number("noise_offset", "Noise offset", "ノイズオフセット", 0, 1, 0.01),
            Number("multires_noise_iterations", "Multires noise iterations", "Multires noise の反復数", 0, 64),
            Number("multires_noise_discount", "Multires noise discount", "Multires noise の減衰", 0, 1, 0.01),
            Number("ip_noise_gamma", "IP noise gamma", "IP noise gamma", 0, 1, 0.01),
            Number("caption_dropout_every_n_epochs", "Dropout caption every n epochs", "N エポックごとにキャプションを外す", 0, 100000),
            Number("caption_dropout_rate", "Rate of caption dropout", "キャプションを外す割合", 0, 1, 0.01),
            Flag("save_state", "Save training state", "学習状態を保存"),
        ]),
        new(new("Samples", "サンプル画像"),
        [
            Number("sample_every_n_steps", "Sample every n steps", "N ステップごとにサンプルを生成", 0, 1e7),
            Number("sample_every_n_epochs", "Sample every n epochs", "N エポックごとにサンプルを生成", 0, 100000),
            Choice("sample_sampler", "Sample sampler", "サンプルのサンプラー", Samplers),
            Text("sample_prompts", "Sample prompts", "サンプルのプロンプト") with { Kind = FieldKind.Lines },
        ]),
        new(new("Metadata", "メタデータ"),
        [
            Text("metadata_title", "Metadata title", "タイトル"), Text("metadata_author", "Metadata author", "作者"), Text("metadata_description", "Metadata description", "説明"),
            Text("metadata_license", "Metadata license", "ライセンス"), Text("metadata_tags", "Metadata tags", "タグ"), Text("training_comment", "Training comment", "学習コメント"),
        ]),
    ];

    private static TrainingField Text(string key, string english, string japanese) => new(key, new(english, japanese));

    private static TrainingField Flag(string key, string english, string japanese) => new(key, new(english, japanese));

    private static TrainingField Choice(string key, string english, string japanese, IReadOnlyList<string> choices) => new(key, new(english, japanese)) { Kind = FieldKind.Choice, Choices = choices };

    private static TrainingField Number(string key, string english, string japanese, double min, double max, double step = 1)
    {
        var field = new TrainingField(key, new(english, japanese)) { Min = min, Max = max, Step = step };
        return step < 1 || min is > 0 and < 1 ? field with { Kind = FieldKind.Real } : field;
    }
}
