namespace Senmitsu.Web.Localization;

/// <content>Training.</content>
public static partial class Phrases
{
    /// <summary>The simple view.</summary>
    public static readonly Phrase WhatToTrain = new("What to train", "学習するもの"),
        OutputName = new("Trained Model output name", "LoRA の名前"),
        TriggerWord = new("Trigger word (caption of new pictures)", "トリガーワード（新しい画像のキャプション）"),
        TrainsOn = new("Trains on {0}; choose another on top.", "{0} で学習します（上部で変更できます）。"),
        TrainingPictures = new("Training pictures", "学習画像"),
        AddPictures = new("Drop pictures here, or choose them (10 or more of one face are good)", "ここに画像をドロップするか、選んでください（同じ人物の顔 10 枚ほどが目安です）"),
        TooManyFiles = new("{0} files at once; at most {1} are taken.", "一度に {0} 個は多すぎます（最大 {1} 個）。"),
        CaptionOf = new("Caption of {0}", "{0} のキャプション"),
        AllCaptions = new("All captions", "すべてのキャプション"),
        WordsOfAllCaptions = new("Words of all captions", "全キャプションに共通の語"),
        PutBeforeAll = new("Put first", "先頭に追加"),
        PutBehindAll = new("Put last", "末尾に追加"),
        TakeOutOfAll = new("Take out", "取り除く"),
        RemovePicture = new("Remove {0}", "{0} を削除"),
        Quality = new("Quality", "品質"),
        Repeats = new("Repeats", "繰り返し回数"),
        AddPicturesFirst = new("Add pictures first.", "先に画像を追加してください。"),
        PlanWords = new("{0} pictures × {1} repeats, {2} epochs: {3} steps", "画像 {0} 枚 × 繰り返し {1} 回、{2} エポック: {3} ステップ"),
        StartTraining = new("Start training", "学習を開始"),
        ConfigurationFile = new("Configuration", "設定ファイル"),
        LoadConfig = new("Load a kohya_ss .json", "kohya_ss の .json を読み込む"),
        SaveConfig = new("Save as kohya_ss .json", "kohya_ss の .json として保存");

    /// <summary>A run.</summary>
    public static readonly Phrase TrainingRun = new("Training run", "学習"),
        NoTrainingYet = new("A training shows its loss, sample pictures and saves here.", "学習を始めると、損失・サンプル画像・保存ファイルがここに表示されます。"),
        Pause = new("Pause", "一時停止"),
        StopTraining = new("Stop training", "学習を停止"),
        ResumeTraining = new("Resume", "再開"),
        LossChart = new("Loss", "損失"),
        Loss = new("loss", "損失"),
        AverageLoss = new("average", "平均"),
        SampleOf = new("sample picture {0} of step {1}", "ステップ {1} のサンプル画像 {0}"),
        SavedLoras = new("Saved", "保存済み"),
        EpochAndStep = new("epoch {0}, step {1}", "エポック {0}、ステップ {1}"),
        UseThisOne = new("Use this one", "これを使う"),
        UseThisOneNamed = new("Use {0}", "{0} を使う"),
        LoraIsReady = new("Ready: write {0} into a prompt.", "準備完了: プロンプトに {0} と書いてください。");
}
