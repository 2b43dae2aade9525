namespace Senmitsu.Web.Localization.Messages;

/// <content>What the system below says: .NET's words for files, disks and networks.</content>
public static partial class MessageTable
{
    private static IReadOnlyList<MessageTemplate> Foreign { get; } =
    [
        new("Access to the path is denied.", "アクセスが拒否されました。"),
        new("Access to the path '{path}' is denied.", "{path} へのアクセスが拒否されました。"),
        new("Could not find file '{path}'.", "ファイル {path} が見つかりません。"),
        new("Could not find a part of the path '{path}'.", "{path} の途中のフォルダが見つかりません。"),
        new("The file '{path}' already exists.", "ファイル {path} は既にあります。"),
        new("Permission denied", "アクセスが拒否されました。"),
        new("No space left on device", "ディスクに空き容量がありません。"),
        new("No space left on device : '{path}'", "ディスクに空き容量がありません（{path}）。"),
        new("There is not enough space on the disk.", "ディスクに空き容量がありません。"),
        new("There is not enough space on the disk. : '{path}'", "ディスクに空き容量がありません（{path}）。"),
        new("Read-only file system", "読み取り専用のディスクです。"),
        new("Read-only file system : '{path}'", "読み取り専用のディスクです（{path}）。"),
        new("The process cannot access the file '{path}' because it is being used by another process.", "{path} は別のプログラムが使用中です。"),
        new("The path '{path}' is too long, or a component of the specified path is too long.", "パス {path} が長すぎます。"),
        new("Is a directory : '{path}'", "{path} はフォルダです。"),
        new("Unable to read beyond the end of the stream.", "ファイルが途中で終わっています。"),
        new("Name or service not known ({host})", "サーバー {host} が見つかりません。インターネット接続を確認してください。"),
        new("No such host is known. ({host})", "サーバー {host} が見つかりません。インターネット接続を確認してください。"),
        new("Temporary failure in name resolution ({host})", "サーバー {host} の名前を解決できません。インターネット接続を確認してください。"),
        new("Resource temporarily unavailable ({host})", "サーバー {host} の名前を解決できません。インターネット接続を確認してください。"),
        new("Connection refused ({host})", "{host} への接続が拒否されました。"),
        new("Network is unreachable ({host})", "ネットワークに接続できません（{host}）。"),
        new("The SSL connection could not be established, see inner exception.", "安全な接続（SSL）を確立できませんでした。"),
        new("{reason} LineNumber: {line#} | BytePositionInLine: {position#}.", "{reason}（行番号 {line}、バイト位置 {position}）"),
        new("{reason} Path: {path} | LineNumber: {line#} | BytePositionInLine: {position#}.", "{reason}（{path}、行番号 {line}、バイト位置 {position}）"),
        new("The input does not contain any JSON tokens. Expected the input to start with a valid JSON token, when isFinalBlock is true.", "JSON の中身がありません"),
        new("Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed.", "閉じられていないオブジェクトか配列があります"),
        new("Expected end of string, but instead reached end of data.", "文字列が閉じられていません"),
        new("'{letter}' is an invalid start of a value.", "値の先頭に「{letter}」は使えません"),
        new("'{letter}' is an invalid start of a property name. Expected a '\"'.", "名前の先頭に「{letter}」は使えません（引用符が必要です）"),
        new("'{letter}' is invalid after a value. Expected either ',', '}}', or ']'.", "値の後に「{letter}」は使えません（「,」「}}」「]」のいずれかが必要です）"),
        new("The JSON value could not be converted to {type}.", "JSON の値を {type} に変換できません"),
        new("A task was canceled.", "中止されました。"),
        new("The operation was canceled.", "中止されました。"),
        new("The request was canceled due to the configured HttpClient.Timeout of {seconds} seconds elapsing.", "サーバーから {seconds} 秒間応答がありませんでした。"),
        new("Response status code does not indicate success: {status}.", "サーバーの応答: {status}"),
        new("An error occurred while sending the request.", "リクエストの送信中にエラーが起きました。"),
        new("The response ended prematurely.", "応答が途中で終わりました。"),
    ];
}
