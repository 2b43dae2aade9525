namespace Senmitsu.Web.Localization.Messages;

/// <content>Rules and remedies that settings of generation and of training share.</content>
public static partial class MessageTable
{
    private static IReadOnlyList<MessageTemplate> Rules { get; } =
    [
        // Rules.
        new("must be a number", "数値でなければなりません"),
        new("must be a whole number", "整数でなければなりません"),
        new("must be a whole number of at least {least#}", "{least} 以上の整数でなければなりません"),
        new("must be 0 or more", "0 以上でなければなりません"),
        new("must be at least {least#}", "{least} 以上でなければなりません"),
        new("must be greater than {least#}", "{least} より大きくなければなりません"),
        new("must be at least {least#} and below {most#}", "{least} 以上 {most} 未満でなければなりません"),
        new("must be a number of at least {least#} and below {most#}", "{least} 以上 {most} 未満の数値でなければなりません"),
        new("must lie between {least#} and {most#}", "{least}～{most} の範囲でなければなりません"),
        new("must lie between {least#} and {most#}, both excluded", "{least} より大きく {most} より小さくなければなりません"),
        new("must be 0 or lie between {least#} and {most#}", "0 か、{least}～{most} の範囲でなければなりません"),
        new("must be a multiple of {step#}", "{step} の倍数でなければなりません"),
        new("must be one of {names}", "次のいずれかでなければなりません: {names}"),
        new("must not be negative", "負の数は使えません"),
        new("must be {first#}, {second#} or {third#}", "{first}、{second}、{third} のいずれかでなければなりません"),
        new("must be true or false", "true か false でなければなりません"),
        new("must be True or False", "True か False でなければなりません"),
        new("must be text", "文字列でなければなりません"),
        new("must be a text", "文字列でなければなりません"),
        new("must be a list of numbers", "数値のリストでなければなりません"),
        new("must be a list of whole numbers", "整数のリストでなければなりません"),
        new("must be a list of texts", "文字列のリストでなければなりません"),
        new("is a switch: true or false", "true か false のスイッチです"),
        new("is unknown", "不明な値です"),
        new("is not known", "不明な名前です"),
        new("is not supported", "対応していません"),

        // Remedies.
        new("use {value}", "{value} にしてください"),
        new("use {first#} or {second#}", "{first} か {second} にしてください"),
        new("use {value}, or leave it out", "{value} にするか、省略してください"),
        new("use one of {names}", "次のいずれかにしてください: {names}"),
        new("choose a value in this range", "この範囲の値にしてください"),
        new("choose one of these", "いずれかを選んでください"),
        new("correct it", "直してください"),
        new("correct it or leave it out", "直すか、省略してください"),
        new("leave it out", "省略してください"),
        new("leave it out, or use -1, for a random seed", "省略するか -1 にするとランダムになります"),
        new("leave one of the two out", "どちらか片方を外してください"),
        new("give at most one of the two", "どちらか片方だけを指定してください"),
        new("give one of them", "どちらか片方を指定してください"),
        new("raise it", "大きくしてください"),
        new("lower it", "小さくしてください"),
        new("remove it", "取り除いてください"),
        new("move it", "移してください"),
        new("give the option yourself, or use another picture", "このオプションを自分で指定するか、別の画像を使ってください"),
        new("did you mean {nearest}?", "{nearest} のことですか？"),
    ];
}
