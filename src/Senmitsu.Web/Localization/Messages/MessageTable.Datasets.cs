namespace Senmitsu.Web.Localization.Messages;

/// <content>Folders of training pictures.</content>
public static partial class MessageTable
{
    private static IReadOnlyList<MessageTemplate> Datasets { get; } =
    [
        // The layout of folders.
        new(".png, .jpg, .jpeg, .webp or .bmp", ".png、.jpg、.jpeg、.webp、.bmp"),
        new("{root} is itself a folder with repeats and {pictures}; choose its parent folder {parent}", "{root} 自体が繰り返し回数付きのフォルダで、{pictures}が入っています。1 つ上の {parent} を選んでください。"),
        new("found {pictures} directly in {root}; put them into a folder such as {folder}, where 10 is how often each is used in an epoch", "{root} の直下に{pictures}があります。{folder} のようなフォルダに入れてください（10 は 1 エポックで各画像を使う回数です）。"),
        new("found no pictures in {root}; choose a folder that holds folders such as 10_name with {kinds} files", "{root} に画像が見つかりません。10_name のようなフォルダ（中に {kinds} のファイル）が入ったフォルダを選んでください。"),
        new("{folder}: the number in front asks for no repeats, so its {pictures} would never be used; rename it to {name}", "{folder}: 先頭の数字が 0 回の繰り返しを意味するため、中の{pictures}は使われません。{name} に名前を変えてください。"),
        new("{folder} has {pictures} but no number in front of its name, so it is not used; rename it to {name}, where 10 is how often each is used in an epoch", "{folder} には{pictures}がありますが、名前の先頭に数字がないため使われません。{name} に名前を変えてください（10 は 1 エポックで各画像を使う回数です）。"),
        new("found {name} one level too deep, in {folder}; choose {root} itself", "{name} が 1 段深い {folder} の中にあります。{root} を選んでください。"),
        new("{folder} has no pictures; put {kinds} files into it", "{folder} に画像がありません。{kinds} のファイルを入れてください。"),
        new("{folder}: {names} left out, because only PNG, JPEG, WebP and BMP are used; convert to PNG", "{folder}: {names} は使われません（使えるのは PNG、JPEG、WebP、BMP だけです）。PNG に変換してください。"),
        new("{folder}: {names} share one caption file; rename one of them", "{folder}: {names} が同じキャプションファイルを共有しています。どちらかの名前を変えてください。"),
        new("{folder}: {names} with transparent parts, where a hidden colour is trained; fill the background, or train with alpha_mask", "{folder}: {names} に透明な部分があり、隠れた色が学習されます。背景を塗りつぶすか、alpha_mask を使って学習してください。"),
        new("{folder} has {pictures} below {subset}, where none are used; move them to {target}", "{folder} に{pictures}がありますが、{subset} より下の階層の画像は使われません。{target} に移してください。"),
        new("{folder}: cannot be listed ({reason}); choose the folder that holds folders such as 10_name", "{folder}: 中身を一覧できません（{reason}）。10_name のようなフォルダが入ったフォルダを選んでください。"),
        new("{folder} is named twice in one data set; only its first settings count. Remove one, or put it into a data set of its own", "{folder} が同じデータセットに 2 回指定されています。最初の設定だけが使われます。片方を消すか、別のデータセットに分けてください。"),
        new("the data set has no folder to train on; give image_dir", "データセットに学習用のフォルダがありません。image_dir を指定してください。"),
        new("there are {pictures#} regularisation pictures with repeats, and an epoch uses only {used#}, as many as are trained; some are not used", "正則化画像は繰り返し込みで {pictures} 枚ありますが、1 エポックで使われるのは学習画像と同じ {used} 枚だけです。一部は使われません。"),
        new("{folder}: network_multiplier = {multiplier} of its data set has no effect in training of Stable Diffusion 1.x and 2.x, as in sd-scripts", "{folder}: データセットの network_multiplier = {multiplier} は、Stable Diffusion 1.x / 2.x の学習では効果がありません（sd-scripts と同じです）。"),
        new("validation_split = {share} leaves no picture to train on; use a smaller share, such as 0.1", "validation_split = {share} では学習する画像が残りません。0.1 のような小さい割合にしてください。"),
        new("Or add --fix: it trains from a right folder built beside this one and changes nothing here.", "コマンドラインでは --fix を付けると、隣に正しい構成のフォルダを作って学習します（ここは変更されません）。"),
        new("--fix cannot build {target}: {reason} Make its parent folder writable, or arrange the pictures as {folder}.", "--fix で {target} を作れません（{reason}）。親フォルダを書き込み可能にするか、画像を {folder} のように配置してください。"),
        new("built {target} with {linked} links and {copied} copies of files in {folder}, which stays as it is; {written} missing captions were written from folder names", "{folder} のファイルから、リンク {linked} 個とコピー {copied} 個で {target} を作りました（元のフォルダはそのままです）。足りないキャプション {written} 個はフォルダ名から書きました。"),
        new("built {target} with {linked} links and {copied} copies of files in {folder}, which stays as it is; {written} missing captions were written from folder names; {deleted#} files whose source is gone were deleted", "{folder} のファイルから、リンク {linked} 個とコピー {copied} 個で {target} を作りました（元のフォルダはそのままです）。足りないキャプション {written} 個はフォルダ名から書きました。元がなくなったファイル {deleted} 個を削除しました。"),
        new("'{name}' cannot be the name of a LoRA. Use letters, digits, '-' and '_', such as ai_model_v1.", "「{name}」は LoRA の名前にできません。ai_model_v1 のように、英数字と「-」「_」を使ってください。"),

        // Pictures, masks and buckets.
        new("mend or remove it, or go on without it by leaving --strict out", "直すか取り除くか、--strict を外してこの画像なしで進めてください"),
        new("{path} is {size}, a strip so thin that it would be {enlarged} once it covers {bucket}, more than the {most#} million pixels that are possible; {rest!}", "{path} は {size} の細長い画像で、{bucket} を覆うように拡大すると {enlarged} になり、扱える {most} 百万ピクセルを超えます。{rest}"),
        new("the picture is left out", "この画像は使われません"),
        new("{path} is {size}; without enlarging, the shorter side must keep {step} pixels at an area of {resolution}. Remove it or turn bucket_no_upscale off", "{path} は {size} です。拡大しない場合、{resolution} の面積で短辺が {step} ピクセル以上必要です。画像を取り除くか、bucket_no_upscale をオフにしてください。"),
        new("{picture} has no mask in {folder}; add {name}.png, white where the picture is to be learned", "{picture} のマスクが {folder} にありません。学習する部分を白くした {name}.png を追加してください。"),
        new("{mask} is {actual}, its picture {picture} is {size}; make them equal", "マスク {mask} は {actual} ですが、画像 {picture} は {size} です。同じ大きさにしてください。"),
        new("{mask}: {problem}; its picture cannot be masked", "{mask}: {problem}。この画像はマスクできません。"),
        new("{folder}: no picture for {names}; they are not used", "{folder}: {names} に対応する画像がないため、使われません。"),
        new("cannot be read ({reason})", "読み込めません（{reason}）"),
        new("ends within its header; copy or download it again", "ヘッダの途中で終わっています。コピーまたはダウンロードし直してください。"),
        new("is no PNG, JPEG, WebP, BMP or GIF picture; convert or remove it", "PNG、JPEG、WebP、BMP、GIF のどの画像でもありません。変換するか取り除いてください。"),
        new("is a picture of kind {format}; save it as PNG, JPEG, WebP or BMP", "{format} 形式の画像です。PNG、JPEG、WebP、BMP のいずれかで保存してください。"),
        new("is {size} pixels, more than the {most#} million that are read; make it smaller", "{size} ピクセルあり、読み込める上限（{most} 百万ピクセル）を超えています。小さくしてください。"),
        new("ends before its last pixel; copy or download it again", "画像データが途中で切れています。コピーまたはダウンロードし直してください。"),
        new("is damaged ({result}); copy or download it again", "壊れています（{result}）。コピーまたはダウンロードし直してください。"),
    ];
}
