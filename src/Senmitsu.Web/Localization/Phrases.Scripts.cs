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

    /// <summary>Prompt matrix.</summary>
    public static readonly Phrase PromptMatrix = new("Prompt matrix", "プロンプトマトリクス"),
        MatrixHint = new("Write the prompt as: always there|may be there|may be there too", "プロンプトを「必ず入れる語|入れたり外したりする語|もう一つの語」と書きます"),
        PutAtStart = new("Put variable parts at start of prompt", "変わる部分をプロンプトの先頭に置く"),
        DifferentSeeds = new("Use different seed for each picture", "画像ごとに違うシードを使う"),
        SelectPrompt = new("Select prompt", "対象のプロンプト"),
        Positive = new("positive", "プロンプト"),
        Negative = new("negative", "ネガティブプロンプト"),
        SelectDelimiter = new("Select joining char", "つなぐ文字"),
        Comma = new("comma", "カンマ"),
        Space = new("space", "空白"),
        GridMargins = new("Grid margins (px)", "グリッドの余白（px）");

    /// <summary>SD upscale.</summary>
    public static readonly Phrase SdUpscale = new("SD upscale", "SD アップスケール"),
        TileHint = new("Width and height are the size of a tile.", "幅と高さはタイルの大きさです。"),
        TileOverlap = new("Tile overlap", "タイルの重なり"),
        ScaleFactor = new("Scale Factor", "拡大倍率");

    /// <summary>Prompts from file or textbox.</summary>
    public static readonly Phrase PromptsFromFile = new("Prompts from file or textbox", "ファイルやテキストのプロンプト"),
        IterateSeed = new("Iterate seed every line", "行ごとにシードを進める"),
        SameRandomSeed = new("Use same random seed for all lines", "すべての行で同じランダムシードを使う"),
        InsertPrompts = new("Insert prompts at the", "行のプロンプトの位置"),
        AtStart = new("start", "先頭"),
        AtEnd = new("end", "末尾"),
        MakeCombined = new("Make a combined image containing all outputs (if more than one)", "すべての画像を並べた画像も作る（2枚以上のとき）"),
        PromptInputs = new("List of prompt inputs", "プロンプトの一覧"),
        UploadPrompts = new("Upload prompt inputs", "プロンプトのファイルを読み込む"),
        TooManyLetters = new("{0} has {1} letters; {2} can be read. Make several files.", "{0} は {1} 文字あります。{2} 文字まで読めます。ファイルを分けてください。");
}
