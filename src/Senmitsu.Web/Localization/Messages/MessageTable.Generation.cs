namespace Senmitsu.Web.Localization.Messages;

/// <content>Settings of pictures: prompts, LoRA tags, sampling, hires. fix, refiner.</content>
public static partial class MessageTable
{
    private static IReadOnlyList<MessageTemplate> Generation { get; } =
    [
        // Settings.
        new("use 0, or 0.5 for speed", "0 にするか、速度を優先するなら 0.5 にしてください"),
        new("use 0, which means as many as the first pass", "0 にしてください（1 回目と同じ回数になります）"),
        new("use 0, which means as the first pass", "0 にしてください（1 回目と同じになります）"),
        new("use 0, which means no limit", "0 にしてください（制限なしになります）"),
        new("must name an upscaler", "アップスケーラーの指定が必要です"),
        new("give its file, or its name in models/ESRGAN", "ファイルか、models/ESRGAN にある名前を指定してください"),
        new("must be below schedule-max-sigma", "schedule-max-sigma より小さくなければなりません"),
        new("unknown sampler '{name}'; known are: {names}", "サンプラー「{name}」は不明です。使えるのは: {names}"),
        new("unknown schedule type '{name}'; known are: {names}", "スケジュールタイプ「{name}」は不明です。使えるのは: {names}"),
        new("denoising strength must lie between 0 and 1", "ノイズ除去強度は 0～1 の範囲でなければなりません"),

        // Prompts.
        new("'{bracket}' at character {position#} closes nothing and is read as text; write '\\{text}' if it is meant so", "{position} 文字目の「{bracket}」に対応する開き括弧がないため、文字として扱われます。意図どおりなら「\\{text}」と書いてください。"),
        new("'{bracket}' at character {position#} is never closed; its weight holds to the end of the prompt", "{position} 文字目の「{bracket}」が閉じられていないため、強調がプロンプトの最後まで続きます。"),
        new("BREAK inside brackets is read as a word, not as the end of a chunk; put it outside", "括弧の中の BREAK はチャンクの区切りではなく単語として扱われます。括弧の外に出してください。"),
        new("the weight '{weight}' at character {position#} of the prompt is not a number; write for example (text:1.2)", "プロンプトの {position} 文字目の強調の値「{weight}」が数値ではありません。(text:1.2) のように書いてください。"),
        new("Wildcard not found: {name}; it stays in the prompt", "ワイルドカードが見つかりません: {name}（プロンプトにそのまま残ります）"),
        new("wildcards are nested deeper than {depth#} at {name}: one of them calls itself. Take the name out of its own file.", "{name} でワイルドカードの入れ子が {depth} 段を超えました。自分自身を呼び出しているものがあります。そのファイルから自分の名前を取り除いてください。"),
        new("guidance needs at least one prompt, the empty one if there is no other", "誘導には少なくとも 1 つのプロンプトが必要です（空でもかまいません）。"),

        // LoRA tags.
        new("{tag} has no effect: only lora and lyco tags are known", "{tag} は効果がありません（使えるのは lora と lyco のタグだけです）。"),
        new("'{argument}' in {tag} has no effect: only two multipliers, a rank, te=, unet=, dyn= and lbw= are known", "{tag} の「{argument}」は効果がありません（使えるのは強さ 2 つ、ランク、te=、unet=、dyn=、lbw= だけです）。"),
        new("{tag} at character {position#} of the prompt names no LoRA; write for example <lora:name:0.8>", "プロンプトの {position} 文字目の {tag} に LoRA の名前がありません。<lora:name:0.8> のように書いてください。"),
        new("the rank '{rank}' of {tag} at character {position#} of the prompt is not a whole number of 1 or more; write for example dyn=8", "プロンプトの {position} 文字目の {tag} のランク「{rank}」が 1 以上の整数ではありません。dyn=8 のように書いてください。"),
        new("the block weights '{weights}' of {tag} at character {position#} of the prompt are not 17 or 26 numbers separated by commas", "プロンプトの {position} 文字目の {tag} の階層別ウェイト「{weights}」が、カンマ区切りの 17 個か 26 個の数値ではありません。"),
        new("the multiplier '{multiplier}' of {tag} at character {position#} of the prompt is not a number; write for example <lora:name:0.8>", "プロンプトの {position} 文字目の {tag} の強さ「{multiplier}」が数値ではありません。<lora:name:0.8> のように書いてください。"),
        new("<lora:…> in the negative prompt is read as words; LoRAs belong in the prompt", "ネガティブプロンプトの <lora:…> は単語として扱われます。LoRA はプロンプトに書いてください。"),
        new("the hires prompt names no LoRA, so none acts in the second pass; repeat <lora:…> in it to keep it there", "高解像度でのプロンプトに LoRA がないため、2 回目では LoRA が効きません。効かせるには <lora:…> をそこにも書いてください。"),
        new("Lora not found: {name}", "LoRA が見つかりません: {name}"),
        new("Lora {name} stands for {count#} files ({paths}); the first is used, write {choice} or the file's hash to choose", "LoRA {name} に当てはまるファイルが {count} 個あり（{paths}）、最初のものを使います。選ぶには {choice} かファイルのハッシュを書いてください。"),
        new("{name} is left out: {reason}", "{name} は使いません: {reason}"),
        new("{name} changes nothing: what it adds is zero everywhere", "{name} は何も変えません（加える値がすべて 0 です）。"),
        new("{name}: {count#} of its modules have another shape than this model's layers and are left out: {first}", "{name}: {count} 個のモジュールはこのモデルの層と形が違うため使われません（{first}）。"),
        new("{name}: {count#} of its modules have no place in this model", "{name}: {count} 個のモジュールはこのモデルに対応する場所がありません。"),
        new("{name} changes nothing: none of its {count#} modules has a place in this model", "{name} は何も変えません（{count} 個のモジュールのどれも、このモデルに対応する場所がありません）。"),
        new("the embedding '{name}' is not used: {reason}", "埋め込み「{name}」は使われません: {reason}"),

        // The pictures and their models.
        new("Sampling gave NaN or infinite values, so there is no picture. Try --precision fp32, a lower --cfg-scale, or a smaller LoRA weight; if it stays, the checkpoint is damaged.", "サンプリング結果に NaN か無限大が含まれ、画像を作れませんでした。精度を fp32 にする、CFG スケールを下げる、LoRA を弱めるなどを試してください。それでも直らなければ、モデルのファイルが壊れています。"),
        new("The autoencoder gave NaN or infinite values in float32. The checkpoint's VAE is damaged, or a LoRA of extreme strength broke the latent; try another --vae or a smaller LoRA weight.", "VAE が float32 でも NaN か無限大を出しました。モデルの VAE が壊れているか、強すぎる LoRA で潜在が壊れています。別の VAE か、弱い LoRA を試してください。"),
        new("{name}: its UNet takes {channels#} channels; {ordinary#} (ordinary) and {inpainting#} (inpainting) are known. Use another checkpoint.", "{name}: UNet の入力が {channels} チャンネルです。対応しているのは {ordinary}（通常）と {inpainting}（インペイント用）です。別のモデルを使ってください。"),
        new("the refiner is a model for inpainting and the checkpoint is none, so there is no picture to show it. Use an ordinary refiner.", "リファイナーがインペイント用モデルですが、元のモデルは通常のものなので、渡す画像がありません。通常のリファイナーを使ってください。"),
        new("the checkpoint '{name}' cannot be used here: no checkpoints are known", "モデル「{name}」はここでは使えません（モデルの一覧がありません）。"),
        new("the upscaler '{name}' cannot be used here: no upscalers are known", "アップスケーラー「{name}」はここでは使えません（アップスケーラーの一覧がありません）。"),
        new("the generation was to stop after the batch before this one", "1 つ前のバッチで止まるように指定されました。"),
        new("VAE {vae} goes with {model} and is used; --vae none takes the checkpoint's own", "{model} に対応する VAE {vae} を使います（モデル内蔵のものを使うには --vae none）。"),
        new("The picture was made with another VAE: {reason}", "この画像は別の VAE で作られました: {reason}"),
        new("skipped: {path}: there is no mask of its name in {folder}", "スキップしました: {path}（同じ名前のマスクが {folder} にありません）"),
        new("skipped: {reason}", "スキップしました: {reason}"),
        new("{mask} masks nothing (it is all black): {result}", "{mask} はどこもマスクしていません（すべて黒）: {result}"),
        new("{mask} masks nothing (it is all white and inverted): {result}", "{mask} はどこもマスクしていません（すべて白で反転指定あり）: {result}"),
        new("the whole picture is made, as without a mask", "マスクなしと同じく、画像全体を生成します"),
        new("the picture stays as it is", "画像はそのままになります"),
    ];
}
