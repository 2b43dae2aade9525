using Senmitsu.Formats.Kohya;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio;
using Senmitsu.Studio.Generation.Grids;
using Senmitsu.Studio.Loras;
using Senmitsu.Tests.Testing;
using Senmitsu.Training.Settings;
using Senmitsu.Training.Settings.Kohya;
using Senmitsu.Web.Localization;
using Senmitsu.Web.Localization.Messages;

namespace Senmitsu.Tests.Web.Localization.Messages;

/// <summary>What real code says, in Japanese.</summary>
public sealed class MessageTranslationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("steps = 0: must lie between 1 and 1000; choose a value in this range", "steps = 0: 1～1000 の範囲でなければなりません。この範囲の値にしてください")]
    [InlineData("network_dim: must be at least 1; raise it", "network_dim: 1 以上でなければなりません。大きくしてください")]
    [InlineData("a.png: /x/a.png: ends before its last pixel; copy or download it again", "a.png: /x/a.png: 画像データが途中で切れています。コピーまたはダウンロードし直してください。")]
    [InlineData("/x has no pictures; put .png, .jpg, .jpeg, .webp or .bmp files into it\nwho knows\r\n  Lora not found: cat", "/x に画像がありません。.png、.jpg、.jpeg、.webp、.bmp のファイルを入れてください。\nwho knows\r\n  LoRA が見つかりません: cat")]
    [InlineData("/x: the caption cannot be read (Access to the path '/x' is denied.); the folder's name is used", "/x: キャプションを読めません（/x へのアクセスが拒否されました）。フォルダ名が使われます。")]
    [InlineData("unet.safetensors does not fit the network. missing (1): a.weight. wrong shape (1): 'b' is [1, 2], the network wants [3]. It is a checkpoint of Flux; choose one of Stable Diffusion 1.x or 2.x.", "unet.safetensors はこのネットワークに合いません。足りないもの（1）: a.weight。形が違うもの（1）: 「b」が [1, 2]（必要なのは [3]）。Flux のモデルです。Stable Diffusion 1.x か 2.x のモデルを選んでください。")]
    [InlineData("x does not fit the network. missing (9): a; b; … unexpected (2): c; d. Use a LoRA that was trained for this model family.", "x はこのネットワークに合いません。足りないもの（9）: a; b、…。余分なもの（2）: c; d。この系統のモデル用に学習された LoRA を使ってください。")]
    [InlineData("the file is not JSON: 'x' is an invalid start of a value. LineNumber: 0 | BytePositionInLine: 0.", "JSON ファイルではありません: 値の先頭に「x」は使えません（行番号 0、バイト位置 0）")]
    [InlineData("The memory is full: who knows. Use --gradient_checkpointing, --train_batch_size 1 with --gradient_accumulation_steps, or a smaller --resolution; --dry-run says what a run needs. Files and states saved before are whole: --resume goes on from there.", "メモリが足りません（who knows）。gradient_checkpointing を使う、train_batch_size を 1 にして gradient_accumulation_steps を使う、または解像度を下げてください。必要なメモリは「確認と計画」で分かります。それまでに保存したファイルと状態は無事で、そこから再開できます。")]
    [InlineData("something that nobody has translated: 7", "something that nobody has translated: 7")]
    [InlineData("", "")]
    public void In_Japanese_SaysTheSame(string message, string expected) => Assert.Equal(expected, MessageTranslation.In(message, Language.Japanese));

    [Fact]
    public void In_English_IsWhatTheStudioSays() => Assert.Equal("must be a number", MessageTranslation.In("must be a number", Language.English));

    [Fact]
    public void In_OfALongTextThatNobodyKnows_IsSoonGivenUp()
    {
        string[] texts = [new('x', 1_000_000), Repeated("must be a number; ", 4000) + "x", Repeated("a is [1], (2): 'b', ", 4000), Repeated("missing (1): a ", 4000), Repeated(". ", 4000), new('\n', 2000)];
        foreach (var text in texts) Assert.NotEmpty(MessageTranslation.In(text, Language.Japanese)); // without bounds this would not end
    }

    [Fact]
    public void Doctor_SpeaksJapanese()
    {
        using var studio = new StudioServices(_folder.Path, _ => null, TimeProvider.System);
        foreach (var finding in studio.InspectSystem.Run().Findings)
        {
            if (finding.Topic != ".NET") Assert.Matches(@"[\u3040-\u30ff\u4e00-\u9fff]", FindingTopics.Of(finding.Topic).Japanese);
            if (finding.Advice is { } advice) Japanese.Of(advice);
            if (finding.Topic is "processor" or "tensor engine" or "speed" || finding.Value == "not here yet") Assert.NotEqual(finding.Value, MessageTranslation.In(finding.Value, Language.Japanese));
        }
    }

    [Fact]
    public void GenerationSettings_AreRefusedInJapanese()
    {
        var settings = new GenerationSettings
        {
            Width = 8, Height = 65, Steps = 0, BatchSize = 0, BatchCount = 0, ClipSkip = 0, Seed = -3, CfgScale = double.NaN, DenoisingStrength = 2, TokenMerging = 1,
            Sampler = "nonsense", Prompt = "(cat:much)",
            Hires = new() { Scale = 9, ResizeWidth = 1, Steps = -1, DenoisingStrength = 2, TokenMerging = 1, Upscaler = HiresUpscaler.Model, Sampler = "nonsense" },
            Inpaint = new() { BlurX = -1, Content = (MaskedContent)99, Padding = -1, ConditioningWeight = 2, Soft = new() { MaskInfluence = -1 } },
            Noise = new() { VariationSeed = -2, VariationStrength = 2 },
            Refiner = new() { Checkpoint = "x", SwitchAt = 0 },
        };
        var problems = settings.Validate();
        Assert.InRange(problems.Count, 20, 100);
        Japanese.Of(new InvalidSettingsException(problems).Message);
    }

    [Theory]
    [InlineData("--network_dim 0 --network_alpha -1 --learning_rate -1 --resolution 100,100 --train_batch_size 0 --max_token_length 99 --optimizer_type Magic --lr_scheduler magic")]
    [InlineData("--network_module networks.dylora --network_dim 8 --network_args unit=3 conv_dim=4 --noise_offset 2 --min_timestep 2000 --huber_c x --sdxl --dataset_class x")]
    [InlineData("--network_args block_dims=1,2 nonsense=1 loose --optimizer_type Prodigy --optimizer_args betas=2,3 d_coef --unet_lr 1 --text_encoder_lr 0.5 --nonsense --learn 1 word")]
    [InlineData("--caption_dropout_rate 3 --keep_tokens -1 --cache_latents --color_aug --random_crop --bucket_reso_steps 9 --enable_bucket --max_bucket_reso 64 --save_model_as ckpt --output_name a/b --log_with magic --full_bf16 --full_fp16")]
    [InlineData("--lr_scheduler_type MultiStepLR --lr_scheduler_args milestones=x --sample_every_n_epochs 1 --sample_sampler magic --initial_epoch 1 --initial_step 1 --validation_split 2 --v_pred_like_loss 1 --scale_v_pred_loss_like_noise_pred --adaptive_noise_scale 1")]
    public void TrainingSettings_AreRefusedInJapanese(string line)
    {
        var import = KohyaFiles.Understand(new KohyaConfig(), line.Split(' '));
        var problems = import.Problems.Concat(import.Settings.Validate()).ToList();
        Assert.InRange(problems.Count, 5, 100);
        Japanese.Of(new InvalidSettingsException(problems).Message);
    }

    [Fact]
    public void TrainingNotes_AreInJapanese()
    {
        const string Line = "--optimizer_type PagedAdamW --save_last_n_steps 1 --save_every_n_steps 10 --log_with wandb --network_module lycoris.kohya --network_dropout 0.1 --text_encoder_lr 0 --full_fp16 --mixed_precision fp16 --zero_terminal_snr --v2 --clip_skip 2 --cache_latents_to_disk --lr_warmup_steps 5 --lr_scheduler constant --cache_info --wandb_api_key x";
        var import = KohyaFiles.Understand(new KohyaConfig(), Line.Split(' '));
        Assert.InRange(import.Notes.Count, 8, 30);
        Assert.All(import.Notes, note => Japanese.Of(note));
    }

    [Fact]
    public void DamagedFiles_AreExplainedInJapanese()
    {
        foreach (var (name, content) in new[] { ("a.safetensors", "x"), ("b.safetensors", "\u0010\0\0\0\0\0\0\0not a header at all"), ("c.ckpt", "no pickle"), ("d.pt", "PK\u0003\u0004and nothing more") })
        {
            File.WriteAllText(_folder.File(name), content);
            Japanese.Of(ReadLoraCard.Run(_folder.File(name)).Problem!);
        }

        File.WriteAllText(_folder.File("a.png"), "no picture");
        Japanese.Of(Assert.Throws<ImageFileException>(() => ImageFile.Read(_folder.File("a.png"))).Message);
        Japanese.Of(Assert.ThrowsAny<IOException>(() => SafetensorsFile.Open(_folder.File("none.safetensors"))).Message);
        Japanese.Of(Assert.Throws<KohyaConfigException>(() => KohyaJsonFile.Parse("[]", "a.json")).Message);
    }

    [Fact]
    public void Plots_AreRefusedInJapanese()
    {
        Japanese.Of(Assert.Throws<UserErrorException>(() => GridAxis.Create('x', GridAxisKinds.Find("Steps")!, "many")).Message);
        Assert.Equal("X軸の値（CFG Scale）: 値がありません。10, 20 のように、カンマ区切りで 1 つ以上書いてください。", Japanese.Of(Assert.Throws<UserErrorException>(() => GridAxis.Create('x', GridAxisKinds.Find("CFG Scale")!, "")).Message));
    }

    private static string Repeated(string text, int length) => string.Concat(Enumerable.Repeat(text, length / text.Length));
}
