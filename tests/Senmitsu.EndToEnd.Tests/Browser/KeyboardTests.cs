using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Senmitsu.EndToEnd.Tests.Testing;
using static Microsoft.Playwright.Assertions;

namespace Senmitsu.EndToEnd.Tests.Browser;

/// <summary>The main path without a mouse.</summary>
public sealed class KeyboardTests(Chromium chromium)
{
    [Fact]
    public async Task MainPath_FromPromptToTrainingPictures_NeedsNoMouse()
    {
        using var workspace = new Workspace();
        await using var studio = await StudioProcess.StartAsync(workspace);
        await using var visitor = await chromium.VisitAsync(studio.Address);
        var keys = visitor.Page.Keyboard;

        // The first press of Tab offers to leave the tabs behind.
        await visitor.TabToAsync("Skip to content");
        await keys.PressAsync("Enter");
        await visitor.TabToAsync("Prompt");
        await keys.TypeAsync("portrait, woman, smiling");
        await visitor.TabToAsync("Sampling steps");
        await keys.PressAsync("Control+A");
        await keys.TypeAsync("4");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Control+Enter");
        var output = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Output" });
        await Expect(output).ToContainTextAsync("Steps: 4,");
        await Expect(visitor.Button("Generate")).ToBeVisibleAsync();

        await visitor.TabToAsync("Send to training");
        await keys.PressAsync("Enter");
        await Expect(visitor.Page.GetByText("training pictures now.").Or(visitor.Page.GetByText("training picture now."))).ToBeVisibleAsync();

        await visitor.Tab("Train (LoRA)").FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Training pictures 1" })).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Main)).ToBeFocusedAsync(); // the page has settled, and takes the focus no more
        await visitor.TabToAsync("Trigger word (caption of new pictures)");
        await keys.TypeAsync("someone");
        await visitor.TabToAsync("Words of all captions");
        await keys.TypeAsync("someone, portrait");
        await visitor.TabToAsync("Put first");
        await keys.PressAsync("Space");
        await Expect(visitor.Page.GetByLabel(new Regex("^Caption of "))).ToHaveValueAsync("someone, portrait");
        await visitor.TabToAsync("Check and plan");
        await keys.PressAsync("Enter");
        await Expect(visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Plan", Exact = true })).ToContainTextAsync("s a step)");
        Assert.Empty(await visitor.UnnamedAsync());
    }
}
