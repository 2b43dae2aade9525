namespace Senmitsu.Web.Localization.Messages;

/// <content>Captions and files of captions.</content>
public static partial class MessageTable
{
    private static IReadOnlyList<MessageTemplate> Captions { get; } =
    [
        new("write captions or go on without", "キャプションを書くか、このまま続けてください"),
        new("there are {found} files: choose the caption extension {extension}", "{found} のファイルがあるので、キャプションの拡張子に {extension} を選んでください"),
        new("{folder}: neither {extension} file nor class_tokens for {names}, so the caption is empty; {advice}, or give class_tokens", "{folder}: {names} には {extension} ファイルも class_tokens もないため、キャプションが空になります。{advice}。または class_tokens を指定してください。"),
        new("{folder}: no {extension} file for {names}, so the folder's name is the caption; {advice}", "{folder}: {names} に {extension} ファイルがないため、フォルダ名がキャプションになります。{advice}。"),
        new("{folder}: keep_tokens_separator '{separator}' stays in the captions of {names} and is trained, because nothing moves or drops tags; add shuffle_caption, or take it out of the captions", "{folder}: タグを並べ替えたり外したりする設定がないため、keep_tokens_separator「{separator}」が {names} のキャプションに残ったまま学習されます。shuffle_caption を付けるか、キャプションから取り除いてください。"),
        new("{path}: the caption cannot be read ({reason}); the folder's name is used", "{path}: キャプションを読めません（{reason}）。フォルダ名が使われます。"),
        new("{path}: the caption file is empty; the folder's name is used. Write a caption or delete the file", "{path}: キャプションファイルが空のため、フォルダ名が使われます。キャプションを書くか、ファイルを削除してください。"),
        new("{path}: the caption has {lines#} lines and only the first is used: '{first}'. Join them, or turn enable_wildcard on to use one at random", "{path}: キャプションが {lines} 行あり、最初の行「{first}」だけが使われます。1 行にまとめるか、enable_wildcard をオンにしてランダムに使ってください。"),
        new("{path}: the caption is not UTF-8 and was read as Shift-JIS: '{text}'. Save it as UTF-8 if that is wrong", "{path}: キャプションが UTF-8 ではないため、Shift-JIS として「{text}」と読みました。違う場合は UTF-8 で保存してください。"),
        new("{path}: the caption is neither UTF-8 nor Shift-JIS text; the folder's name is used. Save it as UTF-8", "{path}: キャプションが UTF-8 でも Shift-JIS でもないため、フォルダ名が使われます。UTF-8 で保存してください。"),
        new("captions with more than {limit#} tokens are cut there: {names}; shorten them, or train with max_token_length 150 or 225", "{limit} トークンを超えるキャプションは、そこで切れます: {names}。短くするか、max_token_length 150 または 225 で学習してください。"),
        new("{metadata}: {names} not found{where}; correct the names, or give the folder as image_dir", "{metadata}: {names} が見つかりません{where}。名前を直すか、フォルダを image_dir に指定してください。"),
        new(" in {folder}", "（{folder} の中）"),
        new("{path}: the metadata cannot be read ({reason}); it must be a JSON object of pictures with caption and tags, or a .jsonl file of such lines", "{path}: メタデータを読めません（{reason}）。画像ごとに caption と tags を持つ JSON オブジェクトか、そのような行の .jsonl ファイルが必要です。"),
        new("a line has no {key}: {line}", "{key} のない行があります: {line}"),

        // Settings of captions in a file of data sets.
        new("keep_tokens is {value}; use 0 or more", "keep_tokens が {value} です。0 以上にしてください。"),
        new("caption_separator is empty; use a text such as \",\"", "caption_separator が空です。「,」のような文字を指定してください。"),
        new("caption_dropout_rate is {value}; use 0 to 1", "caption_dropout_rate が {value} です。0～1 にしてください。"),
        new("caption_tag_dropout_rate is {value}; use 0 to 1", "caption_tag_dropout_rate が {value} です。0～1 にしてください。"),
        new("caption_dropout_every_n_epochs is {value}; use 0 for never, or a number of epochs", "caption_dropout_every_n_epochs が {value} です。0（なし）か、エポック数を指定してください。"),
        new("token_warmup_min is {value}; use 0 or more", "token_warmup_min が {value} です。0 以上にしてください。"),
        new("token_warmup_step is {value}; use a number of steps, or a share below 1", "token_warmup_step が {value} です。ステップ数か、1 未満の割合を指定してください。"),

        // Settings of buckets.
        new("resolution is {value}; both sides must be at least 1, for example 512,512", "resolution が {value} です。512,512 のように、両辺とも 1 以上にしてください。"),
        new("bucket_reso_steps is {value}; use a multiple of 8, usually 64", "bucket_reso_steps が {value} です。8 の倍数（通常は 64）にしてください。"),
        new("min_bucket_reso is {value}; use at least bucket_reso_steps, {steps}", "min_bucket_reso が {value} です。bucket_reso_steps の {steps} 以上にしてください。"),
        new("min_bucket_reso is {value}, more than the shorter side of the resolution {resolution}; lower it", "min_bucket_reso が {value} で、解像度 {resolution} の短辺より大きくなっています。下げてください。"),
        new("max_bucket_reso is {value}, less than the longer side of the resolution {resolution}; raise it", "max_bucket_reso が {value} で、解像度 {resolution} の長辺より小さくなっています。上げてください。"),
    ];
}
