namespace Senmitsu.Web.Localization;

/// <summary>Everything the pages say. Each part of the table is one page's.</summary>
public static partial class Phrases
{
    /// <summary>Names of the tabs, in A1111's order.</summary>
    public static readonly Phrase TextToImage = new("txt2img", "txt2img"),
        ImageToImage = new("img2img", "img2img"),
        Extras = new("Extras", "その他"),
        PngInfo = new("PNG Info", "PNG情報"),
        TrainLora = new("Train (LoRA)", "学習 (LoRA)"),
        Models = new("Models / LoRA", "モデル / LoRA"),
        Gallery = new("Gallery", "ギャラリー"),
        Settings = new("Settings", "設定"),
        Doctor = new("Doctor", "診断");

    /// <summary>The frame around every page.</summary>
    public static readonly Phrase Tabs = new("Tabs", "タブ"),
        SkipToContent = new("Skip to content", "本文へ移動"),
        Checkpoint = new("Stable Diffusion checkpoint", "Stable Diffusion checkpoint"),
        NoCheckpoint = new("no checkpoint yet", "モデルがありません"),
        Refresh = new("Refresh", "更新"),
        SwitchLanguage = new("日本語", "English"),
        DarkTheme = new("Dark theme", "ダークテーマ"),
        LightTheme = new("Light theme", "ライトテーマ"),
        NotFound = new("There is no such page.", "このページはありません。"),
        ConnectionLost = new("Connection lost. Trying again…", "接続が切れました。再接続しています…"),
        PageFailed = new("This page has failed. Your work on the server goes on.", "このページでエラーが発生しました。サーバー側の処理は続いています。"),
        Reload = new("Reload", "再読み込み"),
        Close = new("Close", "閉じる"),
        Cancel = new("Cancel", "キャンセル");
}
