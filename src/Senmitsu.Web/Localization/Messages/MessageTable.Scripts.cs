namespace Senmitsu.Web.Localization.Messages;

/// <content>Scripts beside the X/Y/Z plot.</content>
public static partial class MessageTable
{
    private static IReadOnlyList<MessageTemplate> Scripts { get; } =
    [
        new("{script} and the X/Y/Z plot cannot be used together. Leave --script or --xyz out.", "{script} と X/Y/Z プロットは同時に使えません。どちらかを外してください。"),
        new("{script} needs a picture to start from. Use img2img with --init-image.", "{script} には元の画像が必要です。img2img で使ってください。"),

        // Prompts from file or textbox.
        new("{script}: there are no lines. Write one prompt a line, or lines of options such as --prompt \"a cat\" --steps 30.", "{script}: 行がありません。1 行に 1 つプロンプトを書くか、--prompt \"a cat\" --steps 30 のようにオプションの行を書いてください。"),
        new("{script}, line {line#}: '--' is part of the prompt, because the line does not begin with it; for options write --prompt first", "{script} の {line} 行目: 行頭が「--」ではないので、「--」はプロンプトの一部として読みます。オプションにするには、行を --prompt で始めてください。"),
        new("'{word}' is no option. Options begin with --; put values with blanks between quotation marks.", "「{word}」はオプションではありません。オプションは -- で始まります。空白を含む値は引用符で囲んでください。"),
        new("--{name} has no value. Write one behind it.", "--{name} に値がありません。後ろに書いてください。"),
        new("--{name} has no effect here. Take it out.", "--{name} はここでは効果がありません。外してください。"),
        new("there is no option --{name}. Known: {names}.", "--{name} というオプションはありません。使えるのは: {names}"),
        new("--{name} {value}: expected a number. Correct it.", "--{name} {value}: 数値を書いてください。"),
        new("--seed {value}: expected a whole number. Correct it, or write -1 for a random one.", "--seed {value}: 整数を書いてください。ランダムにするには -1 とします。"),
        new("may have {most#}", "{most} 文字まで"),
        new("make several jobs", "何回かに分けて生成してください"),
        new("the quotation mark {mark} at character {position#} is not closed; write another at its end, or put the text between the other kind of marks", "{position} 文字目の引用符 {mark} が閉じられていません。終わりにも引用符を書くか、もう一方の種類の引用符で囲んでください。"),
        new("nothing follows the \\ at the end; write \\\\ for the character itself", "末尾の \\ の後に何もありません。\\ そのものを書くには \\\\ としてください。"),

        // SD upscale.
        new("{script} makes the whole picture anew and takes no mask. Leave the mask out, or inpaint without the script.", "{script} は画像全体を作り直すので、マスクは使えません。マスクを外すか、スクリプトなしでインペイントしてください。"),
        new("{script}: the scale factor decides the size; width and height are those of a tile. Leave --resize-by out.", "{script}: 大きさは拡大率で決まり、幅と高さはタイルの大きさです。倍率でのリサイズは外してください。"),
        new("{script}: tiles of {tile} cannot share {overlap} pixels. Use a smaller overlap or larger tiles.", "{script}: {tile} のタイルを {overlap} ピクセルずつ重ねることはできません。重なりを小さくするか、タイルを大きくしてください。"),
        new("{script}: the enlarged picture has {size} pixels, a tile {tile}. Make width and height smaller, or enlarge more.", "{script}: 拡大後の画像は {size} ピクセルで、タイル（{tile}）より小さくなります。幅と高さを小さくするか、もっと拡大してください。"),
        new("{script}: the enlarged picture has {size} pixels, a tile {tile}. Make width and height smaller, or enlarge more with an upscaler.", "{script}: 拡大後の画像は {size} ピクセルで、タイル（{tile}）より小さくなります。幅と高さを小さくするか、アップスケーラーを選んでもっと拡大してください。"),
        new("{option} {name} works on latents only. Use {first}, Lanczos, Nearest or an ESRGAN file.", "{option} {name} は潜在空間専用です。{first}、Lanczos、Nearest、または ESRGAN のファイルを使ってください。"),
    ];
}
