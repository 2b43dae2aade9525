namespace Senmitsu.Web.Localization.Messages;

/// <content>Checkpoints, VAEs, LoRAs, embeddings and upscalers as files; the tokenizer.</content>
public static partial class MessageTable
{
    private static IReadOnlyList<MessageTemplate> Models { get; } =
    [
        // Which file.
        new("{path} is no model: {reason} Choose another file of the repository.", "{path} はモデルではありません（{reason}）。リポジトリの別のファイルを選んでください。"),
        new("{argument} {path} is a folder, a file is needed. Give the path of a .safetensors or .ckpt file.", "{argument} {path} はフォルダです。.safetensors か .ckpt ファイルのパスを指定してください。"),
        new("{argument} {path} does not exist. Check the path; relative paths start at {folder}.", "{argument} {path} がありません。パスを確認してください（相対パスの起点は {folder} です）。"),
        new("{argument} {path} does not exist; relative paths start at {folder}. If it is the name of a model on the Hugging Face hub: nothing is downloaded by that name. Use 'senmitsu models pull {name}:FILE.safetensors', or a browser, and give the path of the file.", "{argument} {path} がありません（相対パスの起点は {folder} です）。Hugging Face のモデル名を指定しても、自動ではダウンロードされません。モデルのページ（senmitsu models pull {name}:FILE.safetensors）かブラウザーで入手し、ファイルのパスを指定してください。"),
        new("the checkpoint '{name}' is neither a file nor in {folders}. Give its path, or its file name.", "モデル「{name}」はファイルではなく、{folders} にもありません。パスかファイル名を指定してください。"),
        new("the VAE '{name}' is neither a file nor in {folders}. Give its path, or its file name.", "VAE「{name}」はファイルではなく、{folders} にもありません。パスかファイル名を指定してください。"),
        new("{path} is no model that is known here: no checkpoint, VAE, LoRA or embedding of Stable Diffusion 1.x or 2.x, and no upscaler. Its first tensor is '{tensor}'.", "{path} は対応しているモデルではありません（Stable Diffusion 1.x / 2.x のモデル、VAE、LoRA、埋め込みでも、アップスケーラーでもありません）。最初のテンソルは「{tensor}」です。"),
        new("{target} is there already. Rename one of them; nothing was changed.", "{target} は既にあります。どちらかの名前を変えてください（何も変更していません）。"),
        new("{path} cannot be copied to {folder}: {reason} Free some space, or copy it yourself.", "{path} を {folder} にコピーできません（{reason}）。空き容量を増やすか、自分でコピーしてください。"),

        // A file that holds another network.
        new("'{name}' is {shape}, the network wants {wanted}", "「{name}」が {shape}（必要なのは {wanted}）"),
        new("'{name}' is {shape}, expected {dimensions#} dimensions", "「{name}」が {shape}（{dimensions} 次元が必要です）"),
        new("'{name}' has {shapes}, its layer is {shape}", "「{name}」が {shapes}（層は {shape}）"),
        new("'{name}' is {shape}, a convolution has four dimensions", "「{name}」が {shape}（畳み込みは 4 次元です）"),
        new("its last convolution has {channels#} channels, which is not 3 times a square", "最後の畳み込みが {channels} チャンネルで、平方数の 3 倍ではありません"),
        new("its first convolutions are no convolutions", "最初の畳み込みが畳み込みではありません"),
        new("it takes {channels#} channels, colour pictures have 3, 12 or 48", "入力が {channels} チャンネルです（カラー画像は 3、12、48 のいずれかです）"),
        new("{doublings#} doublings after folding {folding} pixels are no factor that is known", "{folding} ピクセルの折りたたみ後の {doublings} 回の 2 倍拡大は、対応している倍率ではありません"),
        new("{name}: tensors of a known family, such as {example}", "{name}: 既知の種類のテンソル（{example} など）"),
        new("This is no Stable Diffusion 1.x checkpoint in the original (LDM) layout; a LoRA or VAE file belongs elsewhere.", "Stable Diffusion 1.x の元の形式（LDM）のモデルではありません。LoRA や VAE のファイルは別の場所で指定します。"),
        new("Use a Stable Diffusion 1.x checkpoint in the original (LDM) layout.", "元の形式（LDM）の Stable Diffusion 1.x のモデルを使ってください。"),
        new("This file has no Stable Diffusion 1.x autoencoder in the original (LDM) layout.", "このファイルには、元の形式（LDM）の Stable Diffusion 1.x の VAE がありません。"),
        new("The checkpoint is of another model family.", "別系統のモデルです。"),
        new("It is a checkpoint of {family}; choose one of Stable Diffusion 1.x or 2.x.", "{family} のモデルです。Stable Diffusion 1.x か 2.x のモデルを選んでください。"),
        new("Use a LoRA that was trained for this model family (Stable Diffusion 1.x).", "この系統（Stable Diffusion 1.x）のモデル用に学習された LoRA を使ってください。"),
        new("Use a LoRA that was trained for this model family.", "この系統のモデル用に学習された LoRA を使ってください。"),
        new("This is no LoRA file: none of its tensors has a LoRA's name.", "LoRA のファイルではありません（LoRA の名前を持つテンソルがありません）。"),
        new("Give the rank the file was trained with, or add --dim_from_weights.", "ファイルの学習時と同じランクにするか、dim_from_weights を使ってください。"),
        new("Use an ESRGAN or Real-ESRGAN upscaler (.pth or .safetensors), such as R-ESRGAN 4x+.", "R-ESRGAN 4x+ のような、ESRGAN か Real-ESRGAN のアップスケーラー（.pth か .safetensors）を使ってください。"),
        new("It is no upscaler that is known here. {remedy!}", "対応しているアップスケーラーではありません。{remedy}"),
        new("{path}: tensor '{name}' holds NaN or infinite values. The file is damaged or its training diverged; use an earlier save or download it again.", "{path}: テンソル「{name}」に NaN か無限大の値があります。ファイルが壊れているか、学習が発散しています。前に保存したものを使うか、ダウンロードし直してください。"),
        new("{path} has no tensor '{name}'", "{path} にテンソル「{name}」がありません。"),
        new("{path}: tensor '{name}' is {type}; convert the file to float16, bfloat16 or float32 first", "{path}: テンソル「{name}」が {type} です。先に float16、bfloat16、float32 のいずれかに変換してください。"),
        new("{name} is {shape}, expected [{expected}]", "{name} が {shape} です（[{expected}] が必要です）。"),

        // Embeddings and the tokenizer.
        new("{path} is no embedding: expected the tensor 'emb_params', 'clip_l' or a single one, got {count#} tensors; a LoRA is used as <lora:name:1>", "{path} は埋め込みではありません（テンソルが {count} 個あります。emb_params か clip_l、または 1 個だけが必要です）。LoRA は <lora:name:1> と書いて使います。"),
        new("{path} holds an embedding of [{shape}], this model wants [n, {width#}]; it was trained for another kind of model", "{path} の埋め込みは [{shape}] で、このモデルに必要な [n, {width}] と合いません。別の種類のモデル用に学習されたものです。"),
        new("{path} holds NaN or infinite numbers; download it again", "{path} に NaN か無限大の値があります。ダウンロードし直してください。"),
        new("{names} missing; put vocab.json and merges.txt of openai/clip-vit-large-patch14 there", "{names} がありません。openai/clip-vit-large-patch14 の vocab.json と merges.txt を置いてください。"),
        new("has no token '{token}', so it is not CLIP's vocabulary; use that of openai/clip-vit-large-patch14", "トークン「{token}」がないため、CLIP の語彙ではありません。openai/clip-vit-large-patch14 のものを使ってください。"),
        new("holds no tokens", "トークンがありません。"),
        new("holds no merges; download it again", "マージ規則がありません。ダウンロードし直してください。"),
        new("is not a JSON object of token and id ({reason}); download it again", "トークンと番号の JSON ではありません（{reason}）。ダウンロードし直してください。"),
        new("line {number#} is '{line}', expected two parts with one space between; download it again", "{number} 行目が「{line}」です（空白で区切った 2 つの部分が必要です）。ダウンロードし直してください。"),
        new("line {number#} merges '{line}', which {file} does not have; the two files do not belong together", "{number} 行目の「{line}」が {file} にありません。2 つのファイルの組み合わせが違います。"),
        new("is larger than {most#} MiB, so it is not a vocabulary file", "{most} MiB を超えており、語彙のファイルではありません。"),
        new("{folder} holds no vocab.json and merges.txt; give --tokenizer the folder of {repository}, or leave it out", "{folder} に vocab.json と merges.txt がありません。{repository} のフォルダを --tokenizer に指定するか、指定を外してください。"),
        new("CLIP's tokenizer is needed once: {problem}. Put vocab.json and merges.txt of {repository} into {folder}, or give their folder with --tokenizer", "CLIP のトークナイザーが一度だけ必要です（{problem}）。{repository} の vocab.json と merges.txt を {folder} に置くか、--tokenizer でフォルダを指定してください。"),
        new("downloading CLIP's {file}, once", "CLIP の {file} をダウンロードしています（一度だけ）。"),
    ];
}
