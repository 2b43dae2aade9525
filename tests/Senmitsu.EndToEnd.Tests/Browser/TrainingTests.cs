using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Senmitsu.EndToEnd.Tests.Testing;
using static Microsoft.Playwright.Assertions;

namespace Senmitsu.EndToEnd.Tests.Browser;

/// <summary>From photographs to a LoRA that prompts name.</summary>
public sealed class TrainingTests(Chromium chromium)
{
    [Fact]
    public async Task Train_FromDroppedPictures_ServerKilledInBetween_EndsInALoraForPrompts()
    {
        using var workspace = new Workspace();
        StudioFolder.Furnish(workspace);
        await using var studio = await StudioProcess.StartAsync(workspace);
        await using (var visitor = await chromium.VisitAsync(studio.Address)) await StartTrainingAsync(visitor);

        // Closing the tab has changed nothing; another one looks on, while the power fails.
        await using var later = await chromium.VisitAsync(studio.Address);
        await later.GoAsync("/train");
        await Expect(later.Page.GetByRole(AriaRole.Region, new() { Name = "Training run" }).GetByText("dog6-000002.safetensors")).ToBeVisibleAsync();

        // The tab finds the new server by itself, and the training has gone on.
        await using var restarted = await later.SeeRestartAsync(studio, workspace);
        await later.Button("Use dog6.safetensors").ClickAsync();
        await Expect(later.Page.GetByText("<lora:dog6:1>").First).ToBeVisibleAsync();
        await later.Tab("Models / LoRA").ClickAsync();
        await later.Page.GetByRole(AriaRole.Article, new() { Name = "dog6", Exact = true }).GetByRole(AriaRole.Button, new() { Name = "Add to prompt" }).ClickAsync();
        await Expect(later.Field("Prompt")).ToHaveValueAsync("<lora:dog6:1>");

        // The prompt completes its name.
        await later.Field("Prompt").FillAsync("");
        await later.Field("Prompt").PressSequentiallyAsync("<do");
        await later.Page.GetByRole(AriaRole.Option).Filter(new() { HasText = "dog6" }).ClickAsync();
        await Expect(later.Field("Prompt")).ToHaveValueAsync("<lora:dog6:1>");
    }

    /// <summary>With the mouse, then with keys, then back.</summary>
    private static async Task CropAsync(Visitor visitor)
    {
        var picture = visitor.Page.GetByRole(AriaRole.Listitem).Filter(new() { Has = visitor.Page.GetByLabel(new Regex("^Caption of ")) }).First;
        var crop = picture.GetByRole(AriaRole.Button, new() { NameString = "Crop " });
        await crop.ClickAsync();
        var editor = visitor.Page.GetByRole(AriaRole.Region, new() { NameString = "Crop " });
        var square = editor.GetByRole(AriaRole.Group);
        var whole = await SideAsync();
        await square.HoverAsync();
        await visitor.Page.Mouse.WheelAsync(0, -100);
        await Expect(square).Not.ToHaveAttributeAsync("data-side", $"{whole}");
        await square.FocusAsync();
        for (var i = 0; i < 8; i++) await visitor.Page.Keyboard.PressAsync("-");
        await visitor.Page.Keyboard.PressAsync("ArrowRight");
        var side = await SideAsync();
        Assert.InRange(side, 1, whole * 2 / 3);
        await editor.GetByRole(AriaRole.Button, new() { Name = "Crop here" }).ClickAsync();
        await Expect(editor).ToHaveCountAsync(0);
        await ShowsAsync(side, side);

        await crop.ClickAsync();
        await editor.GetByRole(AriaRole.Button, new() { Name = "Whole picture again" }).ClickAsync();
        await Expect(editor).ToHaveCountAsync(0);
        await visitor.Page.WaitForFunctionAsync("side => document.querySelector('li img').naturalWidth > side", side);

        async Task<int> SideAsync()
        {
            await Expect(square).ToHaveAttributeAsync("data-side", new Regex("^[0-9]+$"));
            return int.Parse((await square.GetAttributeAsync("data-side"))!, System.Globalization.CultureInfo.InvariantCulture);
        }

        Task ShowsAsync(int width, int height) => visitor.Page.WaitForFunctionAsync("size => { const { naturalWidth, naturalHeight } = document.querySelector('li img'); return naturalWidth === size[0] && naturalHeight === size[1]; }", new[] { width, height });
    }

    private static async Task StartTrainingAsync(Visitor visitor)
    {
        await visitor.Tab("Train (LoRA)").ClickAsync();
        await visitor.EnterAsync("Trained Model output name", "dog6");
        await visitor.EnterAsync("Trigger word (caption of new pictures)", "dog6, a dog");
        await visitor.Page.GetByLabel("Drop pictures here").SetInputFilesAsync(Directory.GetFiles(Golden.Reference("photos"), "*.jpg"));
        var captions = visitor.Page.GetByLabel(new Regex("^Caption of "));
        await Expect(captions).ToHaveCountAsync(5);
        await Expect(captions.Last).ToHaveValueAsync("dog6, a dog");
        await CropAsync(visitor);
        await visitor.EnterAsync("Repeats", "1");
        await visitor.Page.GetByText("Basic", new() { Exact = true }).ClickAsync();
        await visitor.EnterAsync("Max resolution", "128,128");
        await visitor.EnterAsync("Minimum bucket resolution", "64");
        await visitor.EnterAsync("Epoch", "4");
        await visitor.EnterAsync("Save every N epochs", "2");
        await Expect(visitor.Page.GetByText("5 pictures × 1 repeats, 4 epochs: 20 steps")).ToBeVisibleAsync();
        await visitor.Button("Check and plan").ClickAsync();
        var plan = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Plan", Exact = true });
        await Expect(plan).ToContainTextAsync("20 (4 epochs of 5)");
        await Expect(visitor.Page.GetByText(new Regex("has no effect here|are ignored"))).ToHaveCountAsync(0); // nobody has touched those fields
        await Expect(plan).ToContainTextAsync("dog6-000002.safetensors, dog6.safetensors");
        await Expect(plan).ToContainTextAsync(new Regex(@"s a step\).* GB of ", RegexOptions.Singleline));
        await visitor.EnterAsync("Repeats", "2");
        await Expect(plan).ToHaveCountAsync(0); // another one now
        await visitor.EnterAsync("Repeats", "1");
        await Expect(visitor.Page.GetByText("5 pictures × 1 repeats, 4 epochs: 20 steps")).ToBeVisibleAsync();
        await visitor.Button("Start training").ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Training run" })).ToBeVisibleAsync();
    }
}
