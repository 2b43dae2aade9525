namespace Senmitsu.Web.Localization;

/// <content>The X/Y/Z plot.</content>
public static partial class Phrases
{
    /// <summary>Fields, in A1111's words.</summary>
    public static readonly Phrase Plot = new("X/Y/Z plot", "X/Y/Zプロット"),
        AxisType = new("{0} type", "{0}軸の種類"),
        AxisValues = new("{0} values", "{0}軸の値"),
        AddAxisValue = new("Add to {0} values", "{0}軸に値を追加"),
        FillAxisValues = new("Fill {0} values with all there are", "{0}軸にすべての値を入れる"),
        SwapAxes = new("Swap {0}/{1} axes", "{0}軸と{1}軸を入れ替え");

    /// <summary>What an axis may vary; what is missing here is called as another field.</summary>
    public static readonly Phrase AxisNothing = new("Nothing", "なし"),
        AxisSteps = new("Steps", "ステップ数"),
        AxisPromptReplace = new("Prompt S/R", "プロンプトの検索・置換"),
        AxisPromptOrder = new("Prompt order", "プロンプトの順序"),
        AxisSampler = new("Sampler", "サンプラー"),
        AxisCheckpoint = new("Checkpoint name", "モデル名"),
        AxisVae = new("VAE", "VAE"),
        AxisLora = new("LoRA", "LoRA"),
        AxisLoraWeight = new("LoRA weight", "LoRAの強さ"),
        AxisDenoising = new("Denoising", "ノイズ除去強度"),
        AxisMaskWeight = new("Cond. Image Mask Weight", "インペイント用モデルのマスク強度"),
        AxisClipSkip = new("Clip skip", "CLIPスキップ"),
        AxisSize = new("Size", "サイズ"),
        AxisTokenMerging = new("Token merging ratio", "トークンマージ率"),
        AxisTokenMergingHires = new("Token merging ratio high-res", "高解像度でのトークンマージ率"),
        AxisHiresUpscaler = new("Hires upscaler", "高解像度補助のアップスケーラー"),
        AxisRefiner = new("Refiner checkpoint", "リファイナーのモデル"),
        AxisRefinerSwitch = new("Refiner switch at", "リファイナーへの切替位置"),
        AxisGuidanceSigma = new("Negative Guidance minimum sigma", "ネガティブ誘導の最小シグマ");
}
