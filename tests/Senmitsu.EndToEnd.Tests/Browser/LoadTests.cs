using System.Net;
using Microsoft.Playwright;
using Senmitsu.EndToEnd.Tests.Testing;
using static Microsoft.Playwright.Assertions;

namespace Senmitsu.EndToEnd.Tests.Browser;

/// <summary>Much of everything: the studio stays calm.</summary>
public sealed class LoadTests(Chromium chromium)
{
    [Fact]
    public async Task Gallery_OfTenThousandPictures_HoldsOnlyThoseInView()
    {
        const int count = 10_000;
        using var workspace = new Workspace();
        var first = workspace.File("data", "outputs", "txt2img-images", "2026-11-25", "00000-0.png");
        PlainPng.Write(first, 8, 8, (x, y) => ((byte)(x * 30), (byte)(y * 30), 128));
        for (var i = 1; i < count; i++) File.Copy(first, Path.Combine(Path.GetDirectoryName(first)!, $"{i:D5}-{i}.png"));
        await using var studio = await StudioProcess.StartAsync(workspace);
        await using var visitor = await chromium.VisitAsync(studio.Address);
        await visitor.Tab("Gallery").ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = $"{count} pictures" })).ToBeVisibleAsync();
        var pictures = visitor.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { NameString = "Picture " });
        await Expect(pictures.First).ToBeVisibleAsync();

        await Expect(visitor.Page.GetByRole(AriaRole.Main)).ToBeFocusedAsync(); // the page has settled
        var newest = await pictures.First.GetAttributeAsync("aria-label");
        await visitor.Page.Keyboard.PressAsync("End");
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = newest!, Exact = true })).ToHaveCountAsync(0);
        await Expect(pictures.Last).ToBeInViewportAsync();
        Assert.InRange(await pictures.CountAsync(), 1, 200);
        await visitor.Page.Keyboard.PressAsync("Home");
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = newest!, Exact = true })).ToBeInViewportAsync();
    }

    [Fact]
    public async Task FiftyTabs_AllLive()
    {
        using var workspace = new Workspace();
        await using var studio = await StudioProcess.StartAsync(workspace);
        await using var visitor = await chromium.VisitAsync(studio.Address);
        var tabs = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            var tab = await visitor.Page.Context.NewPageAsync();
            await tab.GotoAsync("/settings");
            return tab;
        }));
        foreach (var tab in tabs) await Expect(tab.GetByRole(AriaRole.Button, new() { Name = "日本語" })).ToBeVisibleAsync();
        await tabs[^1].GetByRole(AriaRole.Link, new() { Name = "Gallery" }).ClickAsync();
        await Expect(tabs[^1].GetByText("No pictures here yet.")).ToBeVisibleAsync();
        await visitor.Tab("PNG Info").ClickAsync();
        await Expect(visitor.Field("Choose a picture")).ToBeAttachedAsync();
    }

    [Fact]
    public async Task Upload_OfTwoGigabytes_IsRefusedUnread()
    {
        using var workspace = new Workspace();
        var huge = workspace.File("huge.png");
        await using (var file = File.Create(huge)) file.SetLength(2L << 30); // holes: it takes no space
        await using var studio = await StudioProcess.StartAsync(workspace);
        await using var visitor = await chromium.VisitAsync(studio.Address);
        await visitor.Tab("Train (LoRA)").ClickAsync();
        await visitor.Page.GetByLabel("Drop pictures here").SetInputFilesAsync(huge);
        await Expect(visitor.Page.GetByText("huge.png: ")).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText("Add pictures first.")).ToBeVisibleAsync();

        using var client = new HttpClient { BaseAddress = studio.Address };
        using var content = new StreamContent(new MemoryStream(new byte[16]));
        content.Headers.ContentLength = 2L << 30;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = content };
        request.Headers.ExpectContinue = true; // the answer comes before anything is sent
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode is HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed, response.StatusCode.ToString());
    }
}
