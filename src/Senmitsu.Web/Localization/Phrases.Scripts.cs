namespace Senmitsu.Web.Localization;

/// <content>Scripts, in A1111's words; the X/Y/Z plot has a file of its own.</content>
public static partial class Phrases
{
    /// <summary>The choice of a script.</summary>
    public static readonly Phrase Script = new("Script", "スクリプト"),
        None = new("None", "なし"),
        ScriptSettings = new("Script and its fields", "スクリプトとその設定");

    /// <summary>Loopback.</summary>
    public static readonly Phrase Loopback = new("Loopback", "ループバック"),
        Loops = new("Loops", "ループ回数"),
        FinalDenoisingStrength = new("Final denoising strength", "最後のノイズ除去強度"),
        DenoisingCurve = new("Denoising strength curve", "ノイズ除去強度の変化"),
        CurveAggressive = new("Aggressive", "急（はじめに大きく）"),
        CurveLinear = new("Linear", "直線"),
        CurveLazy = new("Lazy", "緩やか（終わりに大きく）");
}
