namespace Senmitsu.Web.Localization;

/// <content>Extras, gallery, settings, doctor.</content>
public static partial class Phrases
{
    /// <summary>Extras.</summary>
    public static readonly Phrase Resize = new("Resize", "拡大率"),
        SecondUpscaler = new("Upscaler 2", "アップスケーラー 2"),
        SecondVisibility = new("Upscaler 2 visibility", "アップスケーラー 2 の割合");

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

    /// <summary>Gallery.</summary>
    public static readonly Phrase Folder = new("Folder", "フォルダ"),
        Rating = new("Rating", "評価"),
        All = new("All", "すべて"),
        Star = new("Star", "お気に入り"),
        Keep = new("Keep", "残す"),
        Reject = new("Reject", "没"),
        Unrated = new("Not rated", "未評価"),
        Trash = new("Trash", "ゴミ箱"),
        SearchPrompts = new("Search prompts", "プロンプトを検索"),
        PictureCount = new("{0} pictures", "{0} 枚"),
        GalleryPicture = new("Picture {0}, {1}×{2}, {3}", "画像 {0}、{1}×{2}、{3}"),
        NoPictures = new("No pictures here yet.", "まだ画像がありません。"),
        PictureViewer = new("Picture", "画像"),
        Previous = new("Previous", "前へ"),
        Next = new("Next", "次へ"),
        SortByLikeness = new("Sort by likeness", "似ている順に並べる"),
        LikePicture = new("Most like picture {0} first", "画像 {0} に似ている順"),
        NewestFirst = new("Newest first", "新しい順"),
        TrainOnThese = new("Send all {0} to training", "{0} 枚すべてを学習画像に追加"),
        EmptyTrash = new("Empty the trash", "ゴミ箱を空にする"),
        EmptyTrashQuestion = new("Delete {0} pictures for good?", "{0} 枚の画像を完全に削除しますか？"),
        Delete = new("Move to trash", "ゴミ箱へ移動"),
        Restore = new("Restore", "元に戻す");

    /// <summary>Models.</summary>
    public static readonly Phrase SearchModels = new("Search models", "モデルを検索"),
        Checkpoints = new("Checkpoints", "チェックポイント"),
        Vaes = new("VAE", "VAE"),
        Embeddings = new("Embeddings", "埋め込み"),
        Upscalers = new("Upscalers", "アップスケーラー"),
        NoLoras = new("No LoRA yet. Train one, or put files into models/Lora of the data folder; they appear here at once.", "LoRA はまだありません。学習するか、データフォルダの models/Lora にファイルを置くと、すぐここに表示されます。"),
        TriggerWords = new("Trigger words", "トリガーワード"),
        TrainingSettings = new("Training settings", "学習設定"),
        UseInPrompt = new("Add to prompt", "プロンプトに追加"),
        UseWithTrigger = new("With its trigger word", "トリガーワード付きで追加"),
        GetModel = new("Get a model", "モデルを入手"),
        HubName = new("Name on the Hugging Face hub", "Hugging Face での名前"),
        HubHint = new("OWNER/NAME:FILE. It is checked and put into its folder; a broken download goes on where it stopped.", "OWNER/NAME:FILE の形式です。検証のうえ適切なフォルダに置かれ、途切れても続きから再開します。"),
        Arrived = new("arrived", "完了");
}
