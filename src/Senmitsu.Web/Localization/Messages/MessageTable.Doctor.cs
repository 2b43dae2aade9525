namespace Senmitsu.Web.Localization.Messages;

/// <content>The doctor, the tensor engine, devices and their memory.</content>
public static partial class MessageTable
{
    private static IReadOnlyList<MessageTemplate> Doctor { get; } =
    [
        // What was found.
        new("{folder} (made on first use)", "{folder}（最初に使うときに作られます）"),
        new("{count#} cores, {features}", "{count} コア、{features}"),
        new("no vector extensions known", "ベクトル拡張命令は不明"),
        new("does not load", "読み込めません"),
        new("libtorch {version}, {binding}, {threads#} threads", "libtorch {version}、{binding}、{threads} スレッド"),
        new("convolution {convolution#} GFLOP/s, matrix product {product#} GFLOP/s ({precision})", "畳み込み {convolution} GFLOP/s、行列積 {product} GFLOP/s（{precision}）"),
        new("not here yet", "まだありません"),

        // What to do about it.
        new("without AVX2 everything runs very slowly", "AVX2 がないため、すべての処理が非常に遅くなります。"),
        new("8 GB or more are recommended for full-size models", "通常サイズのモデルには 8 GB 以上のメモリをおすすめします。"),
        new("no CUDA device answers; pictures are made on the processor", "CUDA デバイスが見つからないため、画像は CPU で生成されます。"),
        new("a checkpoint needs 2-4 GB; free some space or use --data on another disk", "モデル 1 つに 2～4 GB 必要です。空き容量を増やすか、--data で別のディスクを指定してください。"),
        new("it is downloaded once when first needed; offline, put vocab.json and merges.txt into a folder and use --tokenizer", "必要になったときに一度だけダウンロードされます。オフラインの場合は vocab.json と merges.txt をフォルダに入れ、--tokenizer で指定してください。"),

        // The tensor engine.
        new("{path} needs a newer C/C++ runtime than this system has. Expected Debian 12, Ubuntu 22.04 or newer. Rebuild with ./senmitsu (the build adapts this file), or update the system. Loader: {loader}", "{path} には、このシステムより新しい C/C++ ランタイムが必要です（Debian 12、Ubuntu 22.04 以降）。./senmitsu でビルドし直す（このファイルが調整されます）か、システムを更新してください。ローダー: {loader}"),
        new("{path} depends on a library that is not installed. On Windows install the Visual C++ 2015-2022 runtime; on Linux install libstdc++6 and libgomp1. Loader: {loader}", "{path} に必要なライブラリがインストールされていません。Windows では Visual C++ 2015-2022 ランタイム、Linux では libstdc++6 と libgomp1 をインストールしてください。ローダー: {loader}"),
        new("{path} is damaged or made for another processor. Delete the 'artifacts' folder and build again. Loader: {loader}", "{path} は壊れているか、別のプロセッサ用です。artifacts フォルダを削除してビルドし直してください。ローダー: {loader}"),
        new("{path} cannot be loaded. Delete the 'artifacts' folder and build again. Loader: {loader}", "{path} を読み込めません。artifacts フォルダを削除してビルドし直してください。ローダー: {loader}"),
        new("{path} is missing; the tensor engine is incomplete. Build again with ./senmitsu, or copy the whole program folder.", "{path} がありません。テンソルエンジンが不完全です。./senmitsu でビルドし直すか、プログラムのフォルダ全体をコピーしてください。"),
        new("The gradient of {name} failed", "{name} の勾配の計算に失敗しました。"),
        new("libtorch call {entry} failed with code {error}", "libtorch の呼び出し {entry} がコード {error} で失敗しました。"),

        // Devices and memory.
        new("--device {text}: no CUDA device answers on this machine. Use --device cpu, or --device auto.", "--device {text}: このマシンに CUDA デバイスが見つかりません。--device cpu か --device auto を使ってください。"),
        new("--device {text}: there are {count#} CUDA devices, numbered from 0.", "--device {text}: CUDA デバイスは {count} 個です（番号は 0 から）。"),
        new("--device {text} is unknown. Use auto, cpu, cuda or cuda:N.", "--device {text} は不明です。auto、cpu、cuda、cuda:N のいずれかを使ってください。"),
        new("The memory is full: {cause}. {remedy}", "メモリが足りません（{cause}）。{remedy}"),
    ];
}
