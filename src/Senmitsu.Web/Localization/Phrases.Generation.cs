namespace Senmitsu.Web.Localization;

/// <content>Generation: txt2img, img2img.</content>
public static partial class Phrases
{
    /// <summary>Prompts and buttons.</summary>
    public static readonly Phrase Prompt = new("Prompt", "プロンプト"),
        NegativePrompt = new("Negative prompt", "ネガティブプロンプト"),
        PromptHint = new("What the picture shows (Ctrl+Enter: generate, Alt+Enter: skip, Esc: interrupt)", "描きたいもの（Ctrl+Enter で生成、Alt+Enter でスキップ、Esc で中断）"),
        TokenCount = new("Tokens", "トークン数"),
        Suggestions = new("Suggestions", "候補"),
        Styles = new("Styles", "スタイル"),
        RemoveStyle = new("Remove style {0}", "スタイル {0} を外す"),
        ReadFromPicture = new("Restore settings from a picture (or drop one here)", "画像から設定を復元（ここにドロップもできます）"),
        Generate = new("Generate", "生成"),
        Interrupt = new("Interrupt", "中断"),
        Skip = new("Skip", "スキップ"),
        Interrupting = new("Interrupting…", "中断しています…"),
        JobsWaiting = new("{0} waiting in the queue", "{0} 件が待機中");

    /// <summary>Fields, in A1111's words.</summary>
    public static readonly Phrase Parameters = new("Parameters", "パラメータ"),
        SamplingMethod = new("Sampling method", "サンプリング方法"),
        ScheduleType = new("Schedule type", "スケジュールタイプ"),
        SamplingSteps = new("Sampling steps", "サンプリング回数"),
        Width = new("Width", "幅"),
        Height = new("Height", "高さ"),
        SwapSize = new("Switch width and height", "幅と高さを入れ替える"),
        BatchCount = new("Batch count", "バッチ回数"),
        BatchSize = new("Batch size", "バッチサイズ"),
        CfgScale = new("CFG Scale", "CFGスケール"),
        Seed = new("Seed", "シード"),
        RandomSeed = new("Set seed to -1 (random)", "シードを -1（ランダム）にする"),
        ReuseSeed = new("Reuse the seed of the last picture", "直前の画像のシードを使う"),
        Extra = new("Extra", "その他のシード設定"),
        VariationSeed = new("Variation seed", "バリエーションシード"),
        VariationStrength = new("Variation strength", "バリエーション強度"),
        HiresFix = new("Hires. fix", "高解像度補助"),
        HiresSizes = new("from {0}x{1} to {2}x{3}", "{0}x{1} → {2}x{3}"),
        Upscaler = new("Upscaler", "アップスケーラー"),
        HiresSteps = new("Hires steps", "高解像度でのステップ数"),
        DenoisingStrength = new("Denoising strength", "ノイズ除去強度"),
        UpscaleBy = new("Upscale by", "拡大率"),
        ResizeWidthTo = new("Resize width to", "幅の変更先"),
        ResizeHeightTo = new("Resize height to", "高さの変更先"),
        Refiner = new("Refiner", "リファイナー");

    /// <summary>Jobs and their pictures.</summary>
    public static readonly Phrase Output = new("Output", "出力"),
        Results = new("Results", "結果"),
        Picture = new("Picture {0}", "画像 {0}"),
        LivePreview = new("Picture in the making", "生成中の画像"),
        Progress = new("Progress", "進行状況"),
        Waiting = new("Waiting for its turn…", "順番を待っています…"),
        Preparing = new("Preparing…", "準備しています…"),
        TimeTaken = new("Time taken: {0}", "所要時間: {0}"),
        EncodingPictures = new("preparing picture {0} of {1}", "画像を準備中 {0}/{1}"),
        TrainingSteps = new("step {0}/{1} · epoch {2}/{3}", "ステップ {0}/{1}・エポック {2}/{3}"),
        SendToTextToImage = new("Send to txt2img", "txt2imgに送る"),
        SendToImageToImage = new("Send to img2img", "img2imgに送る"),
        SendToInpaint = new("Send to inpaint", "インペイントに送る"),
        SendToExtras = new("Send to Extras", "その他に送る"),
        SendToTraining = new("Send to training", "学習画像に追加"),
        AddedToTraining = new("{0} has {1} training pictures now.", "{0} の学習画像は {1} 枚になりました。"),
        Download = new("Download", "ダウンロード"),
        NoInfotext = new("This picture holds no generation parameters.", "この画像には生成パラメータがありません。"),
        FileTooLarge = new("{0} is larger than {1} MB.", "{0} は {1} MB を超えています。"),
        NoCheckpointYet = new(
            "There is no checkpoint yet. Put a Stable Diffusion 1.x or 2.x .safetensors file into models/Stable-diffusion of the data folder, or get one on the Models page.",
            "モデルがまだありません。Stable Diffusion 1.x か 2.x の .safetensors をデータフォルダの models/Stable-diffusion に置くか、モデルのページから入手してください。");

    /// <summary>img2img and PNG Info.</summary>
    public static readonly Phrase Source = new("Source", "元画像"),
        ChoosePicture = new("Choose a picture", "画像を選ぶ"),
        DropPicture = new("Drop a picture here", "ここに画像をドロップ"),
        ResizeMode = new("Resize mode", "リサイズモード"),
        ResizeBy = new("Resize by", "倍率でリサイズ"),
        Scale = new("Scale", "倍率"),
        NoSourcePicture = new("Choose the picture to start from first.", "先に元になる画像を選んでください。"),
        Copy = new("Copy", "コピー");
}
