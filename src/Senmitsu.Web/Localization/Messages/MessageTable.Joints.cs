namespace Senmitsu.Web.Localization.Messages;

/// <content>How messages are put together from others.</content>
public static partial class MessageTable
{
    private static IReadOnlyList<MessageTemplate> Joints { get; } =
    [
        // Sentences, prefixes, problems of settings.
        new("{path} = {value}: {rule!}; {remedy!}", "{path} = {value}: {rule}。{remedy}"),
        new("{path}: {rule!}; {remedy!}", "{path}: {rule}。{remedy}"),
        new("{first!}; {second!}", "{first}。{second}"),
        new("{first!}. {second!}", "{first}。{second}"),
        new("{first!}, {second!}", "{first}、{second}"),
        new("{where}: {message!}", "{where}: {message}"),
        new("{message!}.", "{message}。"),

        // Numbers and lists.
        new("{count#} picture", "画像 {count} 枚"),
        new("{count#} pictures", "画像 {count} 枚"),
        new("{names} and {count#} more", "{names} ほか {count} 件"),
        new("{rule!}, or None", "{rule}（None も可）"),
        new("each of the {count#} numbers {rule!}", "{count} 個の数値のそれぞれが{rule}"),
        new("{file}, line {line#}: {problem}", "{file} の {line} 行目: {problem}"),

        // What differs between a file and a network: up to three lists, the long ones cut off, and what to do.
        new("{path} does not fit the network. {rest!}", "{path} はこのネットワークに合いません。{rest}"),
        new("missing ({count#}): {names}. {rest!}", "足りないもの（{count}）: {names}。{rest}"),
        new("missing ({count#}): {names}; … {rest!}", "足りないもの（{count}）: {names}、…。{rest}"),
        new("wrong shape ({count#}): {names}. {rest!}", "形が違うもの（{count}）: {names}。{rest}"),
        new("wrong shape ({count#}): {names}; … {rest!}", "形が違うもの（{count}）: {names}、…。{rest}"),
        new("unexpected ({count#}): {names}. {rest!}", "余分なもの（{count}）: {names}。{rest}"),
        new("unexpected ({count#}): {names}; … {rest!}", "余分なもの（{count}）: {names}、…。{rest}"),
    ];
}
