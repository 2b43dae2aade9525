namespace Senmitsu.Web.Localization;

/// <content>Inpainting, on img2img.</content>
public static partial class Phrases
{
    /// <summary>Tabs and the mask.</summary>
    public static readonly Phrase SourceTabs = new("What is done with the picture", "元画像の使い方"),
        Inpaint = new("Inpaint", "インペイント"),
        InpaintUpload = new("Inpaint upload", "マスクをアップロード"),
        ChooseMask = new("Choose a mask", "マスクを選ぶ"),
        DropMask = new("Drop a mask here: white is repainted", "ここにマスクをドロップ（白い部分を描き直します）"),
        Mask = new("Mask", "マスク"),
        MaskCanvas = new("Mask: paint over what is to change", "マスク：変えたい部分を塗ってください"),
        BrushSize = new("Brush size", "ブラシサイズ"),
        Eraser = new("Eraser", "消しゴム"),
        Undo = new("Undo", "元に戻す"),
        ClearMask = new("Clear mask", "マスクを消去"),
        NoMask = new("Paint over what is to change first.", "先に変えたい部分を塗ってください。"),
        NoMaskUpload = new("Choose a mask first.", "先にマスクを選んでください。");

    /// <summary>Fields, in A1111's words.</summary>
    public static readonly Phrase MaskBlur = new("Mask blur", "マスクのぼかし"),
        MaskMode = new("Mask mode", "マスクモード"),
        InpaintMasked = new("Inpaint masked", "マスクした部分を描き直す"),
        InpaintNotMasked = new("Inpaint not masked", "マスクしていない部分を描き直す"),
        MaskedContent = new("Masked content", "マスク部分の下地"),
        ContentFill = new("fill", "周りの色で塗りつぶす"),
        ContentOriginal = new("original", "元の画像"),
        ContentLatentNoise = new("latent noise", "潜在空間のノイズ"),
        ContentLatentNothing = new("latent nothing", "潜在空間のゼロ"),
        InpaintArea = new("Inpaint area", "描き直す範囲"),
        WholePicture = new("Whole picture", "画像全体"),
        OnlyMasked = new("Only masked", "マスク部分のみ"),
        OnlyMaskedPadding = new("Only masked padding, pixels", "マスク部分のみの余白（ピクセル）"),
        SoftInpainting = new("Soft inpainting", "ソフトインペイント"),
        ScheduleBias = new("Schedule bias", "スケジュールの偏り"),
        PreservationStrength = new("Preservation strength", "元画像を保つ強さ"),
        ContrastBoost = new("Transition contrast boost", "境目のコントラスト補強"),
        MaskInfluence = new("Mask influence", "マスクの影響"),
        DifferenceThreshold = new("Difference threshold", "差分のしきい値"),
        DifferenceContrast = new("Difference contrast", "差分のコントラスト");
}
