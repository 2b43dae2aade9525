namespace Senmitsu.Web.Localization.Messages;

/// <content>Trainings at work: what they note, why they stop, states.</content>
public static partial class MessageTable
{
    private static IReadOnlyList<MessageTemplate> Training { get; } =
    [
        // Starting.
        new("sample picture {number#}: the memory is full; use a smaller --w and --h", "サンプル画像 {number}: メモリが足りません。--w と --h を小さくしてください。"),
        new("scale_weight_norms has no effect on {free#} of {count#} modules: families such as theirs have no limit in sd-scripts and LyCORIS", "scale_weight_norms は {count} 個のモジュールのうち {free} 個に効果がありません（sd-scripts と LyCORIS でも、その種類には上限がありません）。"),
        new("base_weights: added {count#} modules of {file} with strength {strength#}", "base_weights: {file} の {count} モジュールを強さ {strength} で加えました。"),
        new("base_weights: added {count#} modules of {file} with strength {strength#}; without a place in this model{rest}", "base_weights: {file} の {count} モジュールを強さ {strength} で加えました。このモデルに対応する場所がないもの{rest}"),
        new("network_weights: starting from {file}", "network_weights: {file} から始めます。"),
        new("network_weights: starting from {file}; missing there{missing}", "network_weights: {file} から始めます。ファイルにないもの{missing}"),
        new("network_weights: starting from {file}; without a place in this network{rest}", "network_weights: {file} から始めます。このネットワークに対応する場所がないもの{rest}"),
        new("network_weights: starting from {file}; missing there{missing}; without a place in this network{rest}", "network_weights: {file} から始めます。ファイルにないもの{missing}、このネットワークに対応する場所がないもの{rest}"),
        new("dim_from_weights: {count#} modules as in {file}", "dim_from_weights: {file} と同じ {count} モジュールです。"),
        new("dim_from_weights: {count#} modules as in {file}; without a place in this model{rest}", "dim_from_weights: {file} と同じ {count} モジュールです。このモデルに対応する場所がないもの{rest}"),
        new("It holds nothing for the part that is trained; leave out --network_train_unet_only or --network_train_text_encoder_only.", "学習する部分に当たるものが含まれていません。network_train_unet_only か network_train_text_encoder_only を外してください。"),
        new("model.diffusion_model.input_blocks.0.0.weight takes {channels#} channels, a training gives {given#}", "model.diffusion_model.input_blocks.0.0.weight は {channels} チャンネルですが、学習で与えるのは {given} チャンネルです"),
        new("This model is made for inpainting: train on the ordinary model it comes from, the LoRA works with both.", "これはインペイント用モデルです。元の通常モデルで学習してください。LoRA は両方で使えます。"),
        new("Train on another checkpoint.", "別のモデルで学習してください。"),
        new("--v2 is set, but {path} is Stable Diffusion 1.x: its text encoder is CLIP with states of {width#}, not OpenCLIP. Leave --v2 out, or choose a 2.x checkpoint.", "v2 がオンですが、{path} は Stable Diffusion 1.x です（テキストエンコーダーは OpenCLIP ではなく、幅 {width} の CLIP です）。v2 をオフにするか、2.x のモデルを選んでください。"),
        new("the checkpoint is Stable Diffusion 2.x, so v2 is set", "モデルが Stable Diffusion 2.x なので、v2 をオンにしました。"),
        new("the checkpoint seems to predict v: if it does, give --v_parameterization, or the LoRA will learn nonsense", "モデルは v-prediction のようです。そうであれば v_parameterization をオンにしてください。オフのままだと正しく学習できません。"),
        new("v_parameterization is set, but the checkpoint seems to predict noise: if it does, leave it out", "v_parameterization がオンですが、モデルはノイズ予測（epsilon）のようです。そうであればオフにしてください。"),
        new("these files exist and will be replaced: {names}", "次のファイルは既にあり、上書きされます: {names}"),
        new("tokenizer_cache_dir {folder} holds no vocab.json and merges.txt; those in {used} are used, and nothing is written there", "tokenizer_cache_dir {folder} に vocab.json と merges.txt がないため、{used} のものを使います（書き込みはしません）。"),
        new("--output_dir {folder} cannot be written to: {reason} Choose another folder or free some space.", "出力フォルダ {folder} に書き込めません（{reason}）。別のフォルダにするか、空き容量を増やしてください。"),
        new("Use --gradient_checkpointing, --train_batch_size 1 with --gradient_accumulation_steps, or a smaller --resolution; --dry-run says what a run needs. Files and states saved before are whole: --resume goes on from there.", "gradient_checkpointing を使う、train_batch_size を 1 にして gradient_accumulation_steps を使う、または解像度を下げてください。必要なメモリは「確認と計画」で分かります。それまでに保存したファイルと状態は無事で、そこから再開できます。"),

        // Latents.
        new("{count#} latents were taken from an earlier run", "潜在 {count} 個は前回のものを使いました。"),
        new("{count#} latents were taken from sd-scripts' .npz files beside the pictures, whose size and cut fit; these do not say which VAE made them. Delete them to encode again", "潜在 {count} 個は、画像の隣にある sd-scripts の .npz ファイル（サイズと切り抜きが一致）を使いました。どの VAE で作られたかは記録されていません。作り直すには削除してください。"),
        new("latents cannot be kept for the next run: {reason}", "潜在を次回のために保存できません: {reason}"),

        // The loop.
        new("step {step#}: gradients are too large for float16; their update is left out, and the scale of the loss lowered to {scale}", "ステップ {step}: 勾配が float16 には大きすぎるため、この更新を飛ばし、損失のスケールを {scale} に下げました。"),
        new("the gradient became NaN or infinite at step {step#} (pictures: {pictures}). Training stopped; files saved before are good. Lower the learning rates, use --mixed_precision no, or look at these pictures.", "ステップ {step} で勾配が NaN か無限大になりました（画像: {pictures}）。学習を停止しました。それまでに保存したファイルは使えます。学習率を下げるか、mixed_precision を no にするか、これらの画像を確認してください。"),
        new("the weights became NaN or infinite at step {step#} (pictures: {pictures}). Training stopped; files saved before are good. Lower the learning rates, use --mixed_precision no, or look at these pictures.", "ステップ {step} で重みが NaN か無限大になりました（画像: {pictures}）。学習を停止しました。それまでに保存したファイルは使えます。学習率を下げるか、mixed_precision を no にするか、これらの画像を確認してください。"),
        new("the loss became NaN or infinite at step {step#} (pictures: {pictures}). Training stopped; files saved before are good. Lower the learning rates, use --mixed_precision no, or look at these pictures.", "ステップ {step} で損失が NaN か無限大になりました（画像: {pictures}）。学習を停止しました。それまでに保存したファイルは使えます。学習率を下げるか、mixed_precision を no にするか、これらの画像を確認してください。"),
        new("{name} holds values that are not finite as {type}; the file was not written. Use --save_precision float, or lower the learning rate.", "{name} に {type} で表せない値（NaN や無限大）があるため、ファイルを書きませんでした。save_precision を float にするか、学習率を下げてください。"),
        new("the written file holds {modules#} modules of this model and {others#} others, expected {expected#}; it was not kept", "書いたファイルに、このモデルのモジュールが {modules} 個、ほかが {others} 個あります（{expected} 個のはずです）。ファイルは残していません。"),
        new("with the written file the networks' answer is not finite; it was not kept", "書いたファイルを使うとネットワークの出力が NaN か無限大になるため、ファイルは残していません。"),
        new("the optimizer estimates one step size for all weights, but the learning rates differ: {rates}. Set learning_rate, unet_lr and text_encoder_lr to the same value.", "このオプティマイザーはすべての重みに 1 つの学習率を推定しますが、学習率が異なっています: {rates}。learning_rate、unet_lr、text_encoder_lr を同じ値にしてください。"),

        // Sample pictures.
        new("no sample pictures: {reason}", "サンプル画像はありません: {reason}"),
        new("sample prompts without a seed begin with other noise each time, so their pictures differ by more than what was learned; add --d 42 to a prompt to compare them", "シードのないサンプルプロンプトは毎回違うノイズから始まるため、学習以外の違いも画像に出ます。比べるには、プロンプトに --d 42 を付けてください。"),
        new("sample picture {index#}: {reason}", "サンプル画像 {index}: {reason}"),

        // Going on.
        new("continues {folder} after step {step#}", "{folder} から、ステップ {step} の続きを始めます。"),
        new("pictures or captions have changed since the state was saved; from here on the new ones are used", "状態を保存した後に画像かキャプションが変わっています。ここからは新しいものを使います。"),
        new("the data set has changed: an epoch had {before#} batches when the state was saved and has {now#} now, so its place is not known. Restore the pictures and the batch size, or continue at the beginning of an epoch with --initial_epoch {epoch#}.", "データセットが変わっています。保存時は 1 エポック {before} バッチでしたが、今は {now} バッチなので、続きの位置が分かりません。画像とバッチサイズを元に戻すか、--initial_epoch {epoch} でエポックの先頭から続けてください。"),
        new("nothing is left to do: {step#} of {steps#} steps are done. Raise --max_train_epochs or --max_train_steps to train longer.", "{steps} ステップ中 {step} ステップが済んでおり、残りがありません。さらに学習するには max_train_epochs か max_train_steps を増やしてください。"),
        new("{path} is not the state of a training. Give the folder that --save_state wrote.", "{path} は学習の状態ではありません。save_state で保存したフォルダを指定してください。"),
        new("the state in {folder} is damaged: {reason} Continue from an older state.", "{folder} の状態が壊れています（{reason}）。1 つ前の状態から続けてください。"),
        new("--resume {folder}: there is no such folder.", "--resume {folder}: そのフォルダはありません。"),
        new("--resume {folder} holds a state of sd-scripts, whose optimizer is a pickle file, which can carry programs. Start from the LoRA file saved with it instead: --network_weights FILE.safetensors.", "--resume {folder} は sd-scripts の状態で、オプティマイザーがプログラムを含みうる pickle ファイルです。一緒に保存された LoRA を network_weights に指定して始めてください。"),
        new("--resume {folder} holds no state. Give a folder …-state that --save_state wrote, or the output folder that holds it.", "--resume {folder} に状態がありません。save_state で保存した …-state フォルダか、それが入った出力フォルダを指定してください。"),
        new("the state in {folder} is of another run: {what}. Use the settings of that run, or leave --resume out.", "{folder} の状態は別の学習のものです（{what}）。その学習の設定を使うか、再開をやめてください。"),
        new("its optimizer is {before}, this run's is {now}", "オプティマイザーが {before} ですが、この学習では {now} です"),
        new("'{name}' has {here#} weights here and {there#} there", "「{name}」の重みがここでは {here} 個、保存側では {there} 個です"),
        new("'{name}' has {here#} weights here and none there", "「{name}」の重みがここでは {here} 個、保存側にはありません"),
        new("it trains {before}, this run {now}", "保存側では {before}、この学習では {now} を学習します"),
        new("the state of the optimizer does not fit this run: {problems}. Use the settings of the run that saved it.", "オプティマイザーの状態がこの学習に合いません: {problems}。保存したときの設定を使ってください。"),
        new("'{name}' is unknown", "「{name}」は不明です"),
        new("'{name}' is missing", "「{name}」がありません"),
        new("'{name}' is {found} [{shape}], expected {type} [{expected}]", "「{name}」が {found} [{shape}] です（{type} [{expected}] が必要です）"),
        new("--seed {seed} differs from the seed {before} of the run in {folder}. Leave --seed out to continue it.", "シード {seed} が、{folder} の学習のシード {before} と違います。続けるにはシードの指定を外してください。"),
    ];
}
