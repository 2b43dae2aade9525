namespace Senmitsu.Web.Localization;

/// <content>Extras, settings, doctor.</content>
public static partial class Phrases
{
    /// <summary>Extras.</summary>
    public static readonly Phrase Resize = new("Resize", "拡大率");

    /// <summary>Settings.</summary>
    public static readonly Phrase Computing = new("Computing", "計算"),
        Device = new("Device", "デバイス"),
        Precision = new("Precision", "精度"),
        PrecisionHint = new(
            "auto takes the fastest number format of this machine. fp32 gives the reference programs' numbers.",
            "auto はこのマシンで最も速い数値形式を使います。fp32 は参照プログラムと同じ数値になります。"),
        Pictures = new("Pictures", "画像"),
        SdVae = new("SD VAE", "SD VAE"),
        ClipSkip = new("Clip skip", "Clip skip"),
        PreviewEvery = new("Live preview every N steps (0 = off)", "ライブプレビューの間隔（ステップ数、0 = なし）"),
        SaveGrid = new("Also save a grid of batches", "バッチの一覧画像も保存する"),
        Folders = new("Folders", "フォルダ"),
        DataFolder = new("Data folder", "データフォルダ"),
        ModelsTree = new("AUTOMATIC1111 or ComfyUI folder", "AUTOMATIC1111 / ComfyUI のフォルダ"),
        NotGiven = new("none", "なし"),
        FoldersHint = new("Start with --data DIR or --models DIR for others.", "変更するには --data DIR や --models DIR を付けて起動してください。");

    /// <summary>Doctor.</summary>
    public static readonly Phrase DoctorTitle = new("What runs here", "このマシンで動くもの"),
        LookAgain = new("Look again", "もう一度調べる"),
        Looking = new("Looking, and measuring the speed for two seconds…", "調べています。速度の測定に 2 秒かかります…"),
        Healthy = new("Ready.", "準備完了です。"),
        NotHealthy = new("Not ready: see the arrows.", "準備ができていません。矢印の行を見てください。");
}
