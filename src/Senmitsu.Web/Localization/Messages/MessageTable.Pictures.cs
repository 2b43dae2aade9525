namespace Senmitsu.Web.Localization.Messages;

/// <content>Pictures as input, infotexts, styles, grids, enlarging.</content>
public static partial class MessageTable
{
    private static IReadOnlyList<MessageTemplate> Pictures { get; } =
    [
        // Infotexts and styles.
        new("{source}: '{key}: {value}' is not a number. Give the option yourself, or use another picture.", "{source}: 「{key}: {value}」が数値ではありません。このオプションを自分で指定するか、別の画像を使ってください。"),
        new("{path} has {length#} bytes, more than are read. Give a picture or the text file beside one.", "{path} は {length} バイトあり、読み込める上限を超えています。画像か、その隣のテキストファイルを指定してください。"),
        new("the picture has {length#} bytes, more than the {most#} that are read. Give a smaller one.", "画像が {length} バイトあり、読み込める上限（{most} バイト）を超えています。小さい画像にしてください。"),
        new("--styles: {file} does not exist. Give the file with --styles-file, for example AUTOMATIC1111's styles.csv.", "スタイルのファイル {file} がありません。AUTOMATIC1111 の styles.csv などを --styles-file で指定してください。"),
        new("--styles '{name}' is not in {file}. It has: {names}.", "スタイル「{name}」が {file} にありません。あるのは: {names}"),
        new("a style of the name '{name}' would not be listed: in {file} a row without a name, or with # before it, divides others; choose another name", "「{name}」という名前のスタイルは一覧に出ません（{file} では、名前のない行や # で始まる行は区切りになります）。別の名前にしてください。"),
        new("{path} is not UTF-8: save it as UTF-8 in your editor, in Excel as 'CSV UTF-8'", "{path} が UTF-8 ではありません。エディターで UTF-8 として（Excel では「CSV UTF-8」として）保存し直してください。"),
        new("{path} has no column 'name' in its first line, got '{header}'; expected {expected}", "{path} の 1 行目に name の列がありません（「{header}」）。{expected} が必要です。"),
        new("{path} is larger than {most#} MiB, which no list of styles is; give a styles.csv", "{path} は {most} MiB を超えており、スタイルの一覧ではありません。styles.csv を指定してください。"),
        new("{path}: a quote in row {row#} is never closed; double the quotes inside a cell", "{path}: {row} 行目の引用符が閉じられていません。セルの中の引用符は 2 つ重ねてください。"),

        // X/Y/Z plot.
        new("X/Y/Z plot: there is no axis '{name}'. Choose another type.", "X/Y/Z プロット: 「{name}」という軸はありません。別の種類を選んでください。"),
        new("X/Y/Z plot: '{value}' is no size. Write for example 512x768, 768x512.", "X/Y/Z プロット: 「{value}」はサイズではありません。512x768, 768x512 のように書いてください。"),
        new("X/Y/Z plot: prompt S/R found '{search}' in neither prompt. Its first value is the text that the others replace.", "X/Y/Z プロット: プロンプトの検索・置換の「{search}」が、どちらのプロンプトにもありません。最初の値は、ほかの値で置き換えられる元の語です。"),
        new("X/Y/Z plot: prompt order found no '{missing}' in the prompt. List words of the prompt.", "X/Y/Z プロット: プロンプトの順序の「{missing}」がプロンプトにありません。プロンプトにある語を並べてください。"),
        new("X/Y/Z plot: the words of prompt order overlap in the prompt at character {position#}. List words that stand apart.", "X/Y/Z プロット: プロンプトの順序の語が、プロンプトの {position} 文字目で重なっています。重ならない語を並べてください。"),
        new("X/Y/Z plot: the prompt has no LoRA to vary. Write for example <lora:name:0.8> in it.", "X/Y/Z プロット: プロンプトに変化させる LoRA がありません。<lora:name:0.8> のように書いてください。"),
        new("{axis} values ({kind})", "{axis}軸の値（{kind}）"),
        new("{axis} values (LoRA): there is no LoRA '{missing}' in {folders}. Give a file's name without its ending, or None.", "{axis}軸の値（LoRA）: 「{missing}」という LoRA が {folders} にありません。拡張子を除いたファイル名か None を指定してください。"),
        new("there are none. Write one or more with commas between them, for example {example}.", "値がありません。{example} のように、カンマ区切りで 1 つ以上書いてください。"),
        new("the range '{value}' has no values or more than {most#}. Write for example 1-5, 1-5 (+2), 10-5 (-1) or 1-10 [5].", "範囲「{value}」に値がないか、{most} 個を超えています。1-5、1-5 (+2)、10-5 (-1)、1-10 [5] のように書いてください。"),
        new("the range '{value}' has {count#} values; expected 1 to {most#}.", "範囲「{value}」の値は {count} 個です。1～{most} 個にしてください。"),
        new("'{value}' is no whole number and no range of them. Write for example 10,20 or 1-5 (+2) or 1-10 [5].", "「{value}」は整数でもその範囲でもありません。10,20、1-5 (+2)、1-10 [5] のように書いてください。"),
        new("'{value}' is no number and no range of them. Write for example 10,20 or 1-5 (+2) or 1-10 [5].", "「{value}」は数値でもその範囲でもありません。10,20、1-5 (+2)、1-10 [5] のように書いてください。"),
        new("a grid of {columns#} by {rows#} pictures has more than {most#} million pixels. Use fewer values or smaller pictures.", "{columns}×{rows} 枚の一覧画像は {most} 百万ピクセルを超えます。値を減らすか、画像を小さくしてください。"),

        // img2img, inpainting and enlarging.
        new("--resize-by {factor} must lie between 0.05 and 8. Use 1 for the picture's own size.", "倍率 {factor} は 0.05～8 の範囲でなければなりません。元のサイズのままなら 1 にしてください。"),
        new("{argument}: the upscaler '{name}' is neither a file nor in {folders}. {advice}", "{argument}: アップスケーラー「{name}」はファイルではなく、{folders} にもありません。{advice}"),
        new("There are {names}.", "使えるのは: {names}。"),
        new("Put ESRGAN or Real-ESRGAN files (.pth, .safetensors) there, or give a path.", "そこに ESRGAN か Real-ESRGAN のファイル（.pth、.safetensors）を置くか、パスを指定してください。"),
        new("{option} {name} works on latents only. Use Lanczos, Nearest or an ESRGAN file.", "{option} {name} は潜在空間専用です。Lanczos、Nearest、または ESRGAN のファイルを使ってください。"),
        new("there is no picture in {paths}. Give .png, .jpg, .webp or .bmp files.", "{paths} に画像がありません。.png、.jpg、.webp、.bmp のファイルを指定してください。"),
        new("--upscaler-2-visibility {value} must lie between 0 and 1. Use 0.5.", "アップスケーラー 2 の割合 {value} は 0～1 の範囲でなければなりません。0.5 などにしてください。"),
        new("--upscaler-2 and --upscaler-2-visibility belong together. Give both, such as 0.5 for half of each, or neither.", "アップスケーラー 2 とその割合は一緒に指定します。両方を指定する（半分ずつなら 0.5）か、どちらも外してください。"),
        new("--scale {value} must lie between 1 and 8. Use 4.", "拡大率 {value} は 1～8 の範囲でなければなりません。4 などにしてください。"),
        new("--width and --height are a size together. Give both, or neither and --scale.", "幅と高さは一緒に指定します。両方を指定するか、どちらも外して拡大率を使ってください。"),
        new("--width {width} and --height {height} must lie between 64 and 8192.", "幅 {width} と高さ {height} は 64～8192 の範囲でなければなりません。"),
        new("--tile {tile} must be 0 or lie between 16 and 4096. Use 192.", "タイル {tile} は 0 か、16～4096 の範囲でなければなりません。192 などにしてください。"),
        new("--tile-overlap {overlap} must lie between 0 and half of the tile, {half#}. Use 8.", "タイルの重なり {overlap} は 0～{half}（タイルの半分）の範囲でなければなりません。8 などにしてください。"),
        new("the mask must be {size} as the picture is, got {actual}", "マスクは画像と同じ {size} でなければなりません（{actual} です）。"),
        new("a {size} picture does not fit in memory", "{size} の画像はメモリに収まりません。"),

        // PNG files.
        new("not a PNG file: the signature is missing", "PNG ファイルではありません（先頭の目印がありません）。"),
        new("not a PNG file: it does not begin with an IHDR chunk", "PNG ファイルではありません（IHDR チャンクで始まっていません）。"),
        new("the PNG chunk at byte {position#} claims {size#} bytes, at most {most#} are allowed: the file is damaged", "{position} バイト目の PNG チャンクが {size} バイトとなっていますが、上限は {most} です。ファイルが壊れています。"),
        new("the {type} chunk at byte {position#} has {size#} bytes, at most {most#} are read", "{position} バイト目の {type} チャンクが {size} バイトあり、読み込める上限（{most}）を超えています。"),
        new("the {type} chunk at byte {position#} is damaged: its checksum does not match", "{position} バイト目の {type} チャンクが壊れています（チェックサムが合いません）。"),
        new("the PNG file is cut off: byte {position#} comes before its IEND chunk", "PNG ファイルが途中で切れています（IEND チャンクがなく {position} バイト目で終わっています）。"),
        new("a {type} chunk is invalid: {problem}", "{type} チャンクが不正です: {problem}"),
        new("its keyword has {length#} characters, expected 1 to {most#}", "キーワードが {length} 文字あります（1～{most} 文字が必要です）。"),
        new("it ends before its text begins", "テキストが始まる前に終わっています。"),
        new("the {type} chunk '{keyword}' uses an unknown compression method", "{type} チャンク「{keyword}」の圧縮方式が不明です。"),
        new("the {type} chunk '{keyword}' is not UTF-8", "{type} チャンク「{keyword}」が UTF-8 ではありません。"),
        new("the {type} chunk '{keyword}' is not zlib data", "{type} チャンク「{keyword}」が zlib のデータではありません。"),
        new("the {type} chunk '{keyword}' brings the texts of the file above {most#} bytes, more than any honest file has", "{type} チャンク「{keyword}」でファイル内のテキストが {most} バイトを超えました。正常なファイルではありません。"),
        new("a PNG text cannot hold NUL characters", "PNG のテキストに NUL 文字は入れられません。"),
    ];
}
