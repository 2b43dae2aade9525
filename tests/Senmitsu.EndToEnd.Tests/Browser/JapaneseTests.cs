using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Senmitsu.EndToEnd.Tests.Testing;
using static Microsoft.Playwright.Assertions;

namespace Senmitsu.EndToEnd.Tests.Browser;

/// <summary>What comes from below a Japanese page is Japanese too.</summary>
public sealed partial class JapaneseTests(Chromium chromium)
{
    [Fact]
    public async Task MessagesOfTheStudio_AreInThePagesLanguage()
    {
        using var workspace = new Workspace();
        StudioFolder.Furnish(workspace);
        await using var studio = await StudioProcess.StartAsync(workspace);
        await using var visitor = await chromium.VisitAsync(studio.Address, locale: "ja-JP");

        // A note of a job.
        await visitor.Field("プロンプト").FillAsync("a cat <lora:nothing:1>");
        await visitor.EnterAsync("幅", "64");
        await visitor.EnterAsync("高さ", "64");
        await visitor.EnterAsync("サンプリング回数", "1");
        await visitor.Button("生成").ClickAsync();
        await Expect(visitor.Page.GetByText("LoRA が見つかりません: nothing")).ToBeVisibleAsync();

        // A message that comes and goes.
        await visitor.Tab("学習 (LoRA)").ClickAsync();
        await visitor.Page.GetByText("設定ファイル", new() { Exact = true }).ClickAsync();
        await visitor.Field("kohya_ss の .json、または sd-scripts の .toml を読み込む").SetInputFilesAsync(new FilePayload { Name = "a.json", MimeType = "application/json", Buffer = Encoding.UTF8.GetBytes("[]") });
        await Expect(visitor.Page.GetByText("a.json の 1 行目: ")).ToHaveTextAsync("a.json の 1 行目: ファイルに設定がありません（{ … } の形が必要です）。");

        // What is wrong with a download.
        await visitor.Tab("モデル / LoRA").ClickAsync();
        await visitor.EnterAsync("Hugging Face での名前", "nonsense");
        await visitor.Button("ダウンロード").ClickAsync();
        await Expect(visitor.Page.GetByText("「nonsense」は Hugging Face のファイル名ではありません。")).ToBeVisibleAsync();

        await visitor.Tab("診断").ClickAsync();
        await Expect(visitor.Page.GetByText("プロセッサ", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText(Cores())).ToBeVisibleAsync();
    }

    [GeneratedRegex(@"^\s*\d+ コア、")]
    private static partial Regex Cores();
}
