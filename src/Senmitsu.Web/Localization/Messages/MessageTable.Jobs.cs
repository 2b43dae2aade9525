namespace Senmitsu.Web.Localization.Messages;

/// <content>Jobs, downloads, and the files in which the studio keeps things.</content>
public static partial class MessageTable
{
    private static IReadOnlyList<MessageTemplate> Jobs { get; } =
    [
        // How a job ended.
        new("{message} Details are in {path}.", "{message} 詳しい内容は {path} にあります。"),
        new("taken out of the queue before it began", "始まる前にキューから外されました。"),
        new("job {id#} was resumed already, as job {later#}. Go on with that one.", "ジョブ {id} は、ジョブ {later} として既に再開されています。そちらを続けてください。"),
        new("the job cannot be written down in {path} ({reason}); make room on the disk, or see that the file may be written", "ジョブを {path} に書き込めません（{reason}）。ディスクの空きを作るか、ファイルに書き込めるようにしてください。"),
        new("job {id#} cannot be resumed: only a training that was stopped or failed can. Start it anew.", "ジョブ {id} は再開できません（再開できるのは、停止または失敗した学習だけです）。新しく始めてください。"),
        new("the program ended {count#} times while this job ran, perhaps for want of memory; it is not begun again by itself", "このジョブの実行中にプログラムが {count} 回終了しました（メモリ不足かもしれません）。自動では再開しません。"),
        new("the program ended while this job ran; finished pictures, which are kept: {count#}", "このジョブの実行中にプログラムが終了しました。完成した画像 {count} 枚は残っています。"),
        new("the program ends; after the next start this goes on", "プログラムを終了します。次に起動すると続きから始まります。"),
        new("stopped before time and memory were known", "時間とメモリが分かる前に停止しました。"),
        new("{seconds#} s a step, {memory#} GB", "1 ステップ {seconds} 秒、{memory} GB"),
        new("pictures: {count#} of {all#}, the others were skipped", "画像 {all} 枚中 {count} 枚（ほかはスキップ）"),
        new("stopped; finished pictures, which are kept: {count#} of {all#}", "停止しました。完成した画像 {count} / {all} 枚は残っています。"),
        new("stopped after step {step#} of {steps#}; the state after step {saved#} is kept, and resuming goes on from there", "{steps} ステップ中 {step} ステップで停止しました。ステップ {saved} の状態が保存されており、再開するとそこから続きます。"),
        new("stopped before the first step; resuming starts anew", "最初のステップの前に停止しました。再開すると最初から始まります。"),
        new("job {id#} is of the kind '{kind}', which this program does not know. A newer Senmitsu made it; use that one.", "ジョブ {id} の種類「{kind}」はこのプログラムでは不明です。新しい Senmitsu で作られたものなので、そちらを使ってください。"),
        new("the settings of job {id#} ('{title}') cannot be read: {reason}. Start it again from its page.", "ジョブ {id}「{title}」の設定を読めません（{reason}）。ページから始め直してください。"),
        new("the settings of job {id#} ('{title}') are of version {version#}, this program knows {known#}. A newer Senmitsu made it; use that one.", "ジョブ {id}「{title}」の設定はバージョン {version} ですが、このプログラムが対応しているのは {known} です。新しい Senmitsu で作られたものなので、そちらを使ってください。"),
        new("an axis is empty", "軸が空です"),
        new("there is no axis '{name}'", "「{name}」という軸はありません"),
        new("the settings are empty", "設定が空です"),
        new("training settings are an object of arguments", "学習設定は引数のオブジェクトでなければなりません"),

        // Downloads.
        new("'{name}' is no file of the hub. Write OWNER/NAME:FILE, such as {example}.", "「{name}」は Hugging Face のファイル名ではありません。{example} のように OWNER/NAME:FILE の形で書いてください。"),
        new("{name} cannot be downloaded: downloads are switched off (HF_HUB_OFFLINE). Get the file elsewhere and use 'senmitsu models add FILE'.", "{name} をダウンロードできません（HF_HUB_OFFLINE でダウンロードがオフになっています）。別の場所で入手し、models の該当フォルダに置く（または senmitsu models add FILE）ようにしてください。"),
        new("{name} cannot be downloaded: {reason}. Try again, which goes on where it stopped; or get the file in a browser, where models behind a login are, and use 'senmitsu models add FILE'.", "{name} をダウンロードできません（{reason}）。もう一度試すと、途切れた所から続きます。ログインが必要なモデルはブラウザーで入手し、models の該当フォルダに置いて（または senmitsu models add FILE）ください。"),
        new("downloads are switched off (HF_HUB_OFFLINE)", "HF_HUB_OFFLINE でダウンロードがオフになっています"),
        new("the folder cannot be written ({reason})", "フォルダに書き込めません（{reason}）"),
        new("{address} sends more than {most#} bytes", "{address} から {most} バイトを超えるデータが届きました"),
        new("{address} could not be downloaded in {tries#} tries ({reason})", "{address} を {tries} 回試してもダウンロードできませんでした（{reason}）"),
        new("what was left of an earlier download does not fit", "前回のダウンロードの残りが合いません"),
        new("{address} is not the published file (its SHA-256 differs), so it was thrown away", "{address} は公開されているファイルと SHA-256 が違うため、破棄しました"),
        new("the server cannot resume", "サーバーが途中からの再開に対応していません"),
        new("the server answers {answer}", "サーバーの応答: {answer}"),
        new("{address} answers {answer}", "{address} の応答: {answer}"),
        new("the server was silent for {seconds#} seconds", "サーバーから {seconds} 秒間応答がありません"),
        new("{file} is there already and is another file. Rename it, then pull again: the download is kept in {arrived}.", "{file} は既にあり、内容が違います。名前を変えてから、もう一度ダウンロードしてください（ダウンロードしたものは {arrived} に残っています）。"),
        new("the hub's list of {repository} is no list ({reason})", "{repository} のファイル一覧を読めません（{reason}）"),
        new("{repository} has no file '{wanted}'. Its model files are: {names}.", "{repository} に「{wanted}」というファイルはありません。モデルのファイル: {names}。"),
        new("{repository} has no file '{wanted}'. Its model files are: none.", "{repository} に「{wanted}」というファイルはありません。モデルのファイルがありません。"),
        new("{repository} has {count#} model files. Write {name}:FILE with one of: {names}.", "{repository} にはモデルのファイルが {count} 個あります。次のいずれかを {name}:FILE の形で書いてください: {names}。"),
        new("{repository} has {count#} model files. Write {name}:FILE with one of: none.", "{repository} にモデルのファイルがありません（{count} 個）。{name} の名前を確認してください。"),
        new("'{address}' is no web address (HF_ENDPOINT)", "HF_ENDPOINT の「{address}」は Web アドレスではありません"),

        // What the studio keeps.
        new("{from} cannot be moved to {to}: {reason}. Is it open in another program?", "{from} を {to} に移動できません（{reason}）。ほかのプログラムで開いていませんか？"),
        new("the settings cannot be kept in {path}: {reason} Free some space, or choose another folder with --data.", "設定を {path} に保存できません（{reason}）。空き容量を増やすか、--data で別のフォルダを指定してください。"),
        new("the data folder {folder} is in use by another Senmitsu ({reason}). Use that one, end it, or choose another folder with --data.", "データフォルダ {folder} は別の Senmitsu が使用中です（{reason}）。そちらを使うか終了する、または --data で別のフォルダを指定してください。"),
        new("the data folder {folder} cannot be written to: {reason}. Choose another folder with --data.", "データフォルダ {folder} に書き込めません（{reason}）。--data で別のフォルダを指定してください。"),
        new("{path} was written by a newer Senmitsu (its tables are version {version#}, this program knows {known#}). Update Senmitsu, or choose another folder with --data.", "{path} は新しい Senmitsu で書かれています（バージョン {version}、このプログラムは {known} まで）。Senmitsu を更新するか、--data で別のフォルダを指定してください。"),
        new("{path} is damaged ({reason}). It is now {aside}; a new one was begun. Pictures come back from the outputs folder; earlier jobs and ratings are not shown.", "{path} が壊れていました（{reason}）。{aside} に移し、新しく作り直しました。画像は outputs フォルダから戻りますが、以前のジョブと評価は表示されません。"),
        new("{path} cannot be opened: {reason}. Check the folder's permissions and free space, or choose another folder with --data.", "{path} を開けません（{reason}）。フォルダの権限と空き容量を確認するか、--data で別のフォルダを指定してください。"),
    ];
}
