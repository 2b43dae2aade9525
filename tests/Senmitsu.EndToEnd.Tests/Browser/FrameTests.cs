using Microsoft.Playwright;
using Senmitsu.EndToEnd.Tests.Testing;
using static Microsoft.Playwright.Assertions;

namespace Senmitsu.EndToEnd.Tests.Browser;

/// <summary>Tabs, languages, themes, widths.</summary>
public sealed class FrameTests(Chromium chromium)
{
    private static readonly string[] Tabs = ["txt2img", "img2img", "Extras", "PNG Info", "Train (LoRA)", "Models / LoRA", "Gallery", "Settings", "Doctor"];

    [Fact]
    public async Task Frame_OpensEveryTabInBothLanguagesAndAtBothWidths()
    {
        using var workspace = new Workspace();
        await using var studio = await StudioProcess.StartAsync(workspace);
        foreach (var width in new[] { 1280, 390 })
        {
            await using var visitor = await chromium.VisitAsync(studio.Address, width: width);
            Assert.Equal(Tabs, await visitor.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link).AllInnerTextsAsync());
            foreach (var tab in Tabs)
            {
                await visitor.Tab(tab).ClickAsync();
                await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveCountAsync(1);
                await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
                Assert.Empty(await visitor.UnnamedAsync());
                Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{tab} is wider than {width} pixels");
            }
        }

        await using var japanese = await chromium.VisitAsync(studio.Address, locale: "ja-JP");
        await Expect(japanese.Tab("ギャラリー")).ToBeVisibleAsync();
        await Expect(japanese.Button("生成")).ToBeVisibleAsync();
        await japanese.Button("English").ClickAsync();
        await Expect(japanese.Tab("Gallery")).ToBeVisibleAsync();
        await japanese.Page.ReloadAsync();
        await Expect(japanese.Button("日本語")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Theme_FollowsTheBrowserUntilOneIsChosen()
    {
        using var workspace = new Workspace();
        await using var studio = await StudioProcess.StartAsync(workspace);
        await using var visitor = await chromium.VisitAsync(studio.Address, scheme: ColorScheme.Dark);
        await visitor.Button("Light theme").ClickAsync();
        await Expect(visitor.Button("Dark theme")).ToBeVisibleAsync();
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Button("Dark theme")).ToBeVisibleAsync();
    }
}
