using Microsoft.Playwright;
using Senmitsu.EndToEnd.Tests.Testing;
using static Microsoft.Playwright.Assertions;

namespace Senmitsu.EndToEnd.Tests.Browser;

/// <summary>From a prompt to a picture, and from a picture back to its settings.</summary>
public sealed class GenerationTests(Chromium chromium)
{
    [Fact]
    public async Task TextToImage_ByClicksAndKeys_MakesPicturesThatCanBeTakenUp()
    {
        using var workspace = new Workspace();
        StudioFolder.Furnish(workspace);
        File.Copy(Workspace.TinyModel, workspace.File("data", "models", "Stable-diffusion", "twin.safetensors"));
        await using var studio = await StudioProcess.StartAsync(workspace);
        await using var visitor = await chromium.VisitAsync(studio.Address);
        await Expect(visitor.Field("Stable Diffusion checkpoint")).ToHaveValueAsync(StudioFolder.Model);

        await visitor.Field("Prompt").FillAsync("portrait of a woman, (smile:1.2)");
        await Expect(visitor.Page.GetByLabel("Tokens").First).ToHaveTextAsync("6/75");
        await visitor.EnterAsync("Negative prompt", "low quality");
        await visitor.EnterAsync("Width", "128");
        await visitor.EnterAsync("Height", "192");
        await visitor.EnterAsync("Sampling steps", "3");
        await visitor.EnterAsync("Batch count", "2");
        await visitor.EnterAsync("Seed", "42");
        await visitor.Field("Sampling method").SelectOptionAsync("Euler a");
        await visitor.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Refiner", Exact = true }).CheckAsync();
        await visitor.Field("Refiner checkpoint").SelectOptionAsync("twin");
        await visitor.EnterAsync("Refiner switch at", "0.5");
        await visitor.Button("Switch width and height").ClickAsync();
        await visitor.Button("Generate").ClickAsync();

        var output = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Output" });
        await output.GetByRole(AriaRole.Button, new() { Name = "Picture 2", Exact = true }).ClickAsync();
        await Expect(output).ToContainTextAsync("Steps: 3, Sampler: Euler a, Schedule type: Automatic, CFG scale: 7, Seed: 43, Size: 192x128");
        await Expect(output).ToContainTextAsync("Refiner: twin");
        await Expect(output).ToContainTextAsync("Refiner switch at: 0.5");
        Assert.Equal(2, Directory.GetFiles(workspace.File("data", "outputs", "txt2img-images"), "*.png", SearchOption.AllDirectories).Length);

        // A reload keeps fields and pictures.
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Field("Prompt")).ToHaveValueAsync("portrait of a woman, (smile:1.2)");
        await Expect(visitor.Field("Width")).ToHaveValueAsync("192");
        await Expect(output.GetByRole(AriaRole.Img).First).ToBeVisibleAsync();

        // PNG Info reads the picture and sends its settings back.
        var picture = Directory.GetFiles(workspace.File("data", "outputs", "txt2img-images"), "*-43.png", SearchOption.AllDirectories).Single();
        await visitor.EnterAsync("Seed", "7");
        await visitor.Tab("PNG Info").ClickAsync();
        await visitor.Field("Choose a picture").SetInputFilesAsync(picture);
        await Expect(visitor.Page.GetByRole(AriaRole.Definition).Filter(new() { HasText = "192x128" })).ToBeVisibleAsync();
        await visitor.Button("Send to txt2img").ClickAsync();
        await Expect(visitor.Field("Seed")).ToHaveValueAsync("43");

        // Ctrl+Enter, from within the prompt, on the picture as a start.
        await visitor.Tab("Gallery").ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "3 pictures" })).ToBeVisibleAsync(); // two and their grid
        await visitor.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("s");
        await visitor.Button("Send to img2img").ClickAsync();
        await visitor.EnterAsync("Batch count", "1");
        await visitor.EnterAsync("Denoising strength", "0.4");
        await visitor.Field("Prompt").PressAsync("Control+Enter");
        await Expect(output).ToContainTextAsync("Denoising strength: 0.4");
        Assert.Single(Directory.GetFiles(workspace.File("data", "outputs", "img2img-images"), "*.png", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task TextToImage_WithASecondPassAndOptionsOfItsOwn_ShowsThemAgainFromThePicture()
    {
        using var workspace = new Workspace();
        StudioFolder.Furnish(workspace);
        File.Copy(Workspace.TinyModel, workspace.File("data", "models", "Stable-diffusion", "twin.safetensors"));
        await using var studio = await StudioProcess.StartAsync(workspace);
        await using var visitor = await chromium.VisitAsync(studio.Address);
        await visitor.Field("Prompt").FillAsync("a cat");
        await visitor.EnterAsync("Width", "64");
        await visitor.EnterAsync("Height", "64");
        await visitor.EnterAsync("Sampling steps", "2");
        await visitor.EnterAsync("Seed", "42");
        await visitor.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Extra", Exact = true }).CheckAsync();
        await visitor.EnterAsync("Resize seed from width", "128");
        await visitor.EnterAsync("Resize seed from height", "96");
        await visitor.Page.GetByText("More options", new() { Exact = true }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Tiling", Exact = true }).CheckAsync();
        await visitor.Field("Random number generator source").SelectOptionAsync("CPU");
        await visitor.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Hires. fix", Exact = true }).CheckAsync();
        await Expect(visitor.Field("Upscaler")).ToHaveValueAsync("Latent");
        await visitor.Field("Upscaler").SelectOptionAsync("Lanczos");
        await visitor.EnterAsync("Hires steps", "1");
        await visitor.Page.GetByText("Checkpoint, sampler and prompts of the second pass", new() { Exact = true }).ClickAsync();
        await visitor.Field("Hires checkpoint").SelectOptionAsync("twin");
        await visitor.Field("Hires sampling method").SelectOptionAsync("Euler");
        await visitor.Field("Hires prompt").FillAsync("a big cat");
        await visitor.Button("Generate").ClickAsync();
        var output = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Output" });
        await Expect(output).ToContainTextAsync("Hires checkpoint: twin");

        var picture = Directory.GetFiles(workspace.File("data", "outputs", "txt2img-images"), "*-42.png", SearchOption.AllDirectories).Single();
        await visitor.Page.EvaluateAsync("() => localStorage.clear()");
        await visitor.Tab("PNG Info").ClickAsync();
        await visitor.Field("Choose a picture").SetInputFilesAsync(picture);
        await visitor.Button("Send to txt2img").ClickAsync();
        await Expect(visitor.Field("Hires checkpoint")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^twin"));
        await Expect(visitor.Field("Upscaler")).ToHaveValueAsync("Lanczos");
        await Expect(visitor.Field("Hires sampling method")).ToHaveValueAsync("Euler");
        await Expect(visitor.Field("Hires prompt")).ToHaveValueAsync("a big cat");
        await Expect(visitor.Field("Resize seed from height")).ToHaveValueAsync("96");
        var overrides = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Override settings" });
        await Expect(overrides).ToContainTextAsync("Tiling: True");
        await Expect(overrides).ToContainTextAsync("RNG: CPU");
        await visitor.Button("Tiling back to its default").ClickAsync();
        await Expect(overrides).Not.ToContainTextAsync("Tiling");
        await visitor.Button("RNG back to its default").ClickAsync();
        await Expect(overrides).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Styles_SavedFromThePrompts_CanBeChosenAtOnce()
    {
        using var workspace = new Workspace();
        StudioFolder.Furnish(workspace);
        await using var studio = await StudioProcess.StartAsync(workspace);
        await using var visitor = await chromium.VisitAsync(studio.Address);
        await visitor.Field("Prompt").FillAsync("35mm, {prompt}");
        await visitor.Page.GetByText("Save these prompts as a style").ClickAsync();
        await visitor.EnterAsync("Style name", "film, old");
        await visitor.Button("Save").ClickAsync();
        await visitor.Field("Styles").SelectOptionAsync("film, old");
        await Expect(visitor.Button("Remove style film, old")).ToBeVisibleAsync();
        await visitor.Field("Prompt").FillAsync("a cat");
        await visitor.EnterAsync("Width", "64");
        await visitor.EnterAsync("Height", "64");
        await visitor.EnterAsync("Sampling steps", "1");
        await visitor.Button("Generate").ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Output" })).ToContainTextAsync("35mm, a cat");
    }

    [Fact]
    public async Task Viewer_OfPicturesThatLeaveTheirList_GoesOn()
    {
        using var workspace = new Workspace();
        for (var i = 0; i < 3; i++)
        {
            var path = workspace.File("data", "outputs", "txt2img-images", "2026-11-25", $"0000{i}-{i}.png");
            PlainPng.Write(path, 8, 8, (x, y) => ((byte)(x * 30), (byte)(y * 30), 128));
            File.SetLastWriteTimeUtc(path, new DateTime(2026, 11, 25, 12, i, 0, DateTimeKind.Utc)); // the newest comes first
        }

        await using var studio = await StudioProcess.StartAsync(workspace);
        await using var visitor = await chromium.VisitAsync(studio.Address);
        await visitor.Tab("Gallery").ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "3 pictures" })).ToBeVisibleAsync();
        var pictures = visitor.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { NameString = "Picture " });
        await pictures.First.ClickAsync();
        var shown = visitor.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Img);
        var keep = visitor.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "✓ Keep" });
        foreach (var name in new[] { "-2", "-1", "-0" })
        {
            await Expect(shown).ToHaveAttributeAsync("alt", new System.Text.RegularExpressions.Regex(name));
            await visitor.Page.Keyboard.PressAsync("k");
        }

        await Expect(keep).ToHaveAttributeAsync("aria-pressed", "true");
        await visitor.CloseDialogAsync();
        await visitor.Field("Rating").SelectOptionAsync("Keep");
        await Expect(visitor.Button("Send all 3 to training")).ToBeVisibleAsync();
        await pictures.First.ClickAsync();
        await Expect(shown).ToHaveAttributeAsync("alt", new System.Text.RegularExpressions.Regex("-2"));
        await visitor.Page.Keyboard.PressAsync("k"); // no longer kept: it leaves the list and stays in view
        await Expect(keep).ToHaveAttributeAsync("aria-pressed", "false");
        await visitor.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(shown).ToHaveAttributeAsync("alt", new System.Text.RegularExpressions.Regex("-1"));
        await visitor.Page.Keyboard.PressAsync("k");
        await Expect(keep).ToHaveAttributeAsync("aria-pressed", "false");
        await visitor.Page.Keyboard.PressAsync("Delete");
        await Expect(shown).ToHaveAttributeAsync("alt", new System.Text.RegularExpressions.Regex("-0"));
    }

    [Fact]
    public async Task Fields_OfValuesThatAreCorrected_ShowWhatIsUsed()
    {
        using var workspace = new Workspace();
        StudioFolder.Furnish(workspace);
        await using var studio = await StudioProcess.StartAsync(workspace);
        await using var visitor = await chromium.VisitAsync(studio.Address);
        foreach (var typed in new[] { "515", "515", "" })
        {
            await visitor.EnterAsync("Width", typed);
            await Expect(visitor.Field("Width")).ToHaveValueAsync("512");
        }

        await visitor.EnterAsync("Sampling steps", "9.5");
        await Expect(visitor.Field("Sampling steps")).ToHaveValueAsync("20");
        const string Text = "a long prompt, typed faster than the server answers, with every letter where it belongs";
        await visitor.Field("Prompt").PressSequentiallyAsync(Text);
        await Expect(visitor.Field("Prompt")).ToHaveValueAsync(Text);
    }

    [Fact]
    public async Task Queue_OfTwoJobs_IsInReachOnEveryPage()
    {
        using var workspace = new Workspace();
        StudioFolder.Furnish(workspace);
        await using var studio = await StudioProcess.StartAsync(workspace);
        await using var visitor = await chromium.VisitAsync(studio.Address);
        await visitor.EnterAsync("Width", "64");
        await visitor.EnterAsync("Height", "64");
        await visitor.EnterAsync("Sampling steps", "150");
        await visitor.EnterAsync("Batch count", "100");
        foreach (var prompt in new[] { "first", "second", "third" })
        {
            await visitor.Field("Prompt").FillAsync(prompt);
            await visitor.Button("Generate").ClickAsync();
        }

        await visitor.Tab("Gallery").ClickAsync();
        await visitor.Page.GetByText("Queue: 3", new() { Exact = true }).ClickAsync();
        await visitor.Button("Take out of the queue: second").ClickAsync();
        await Expect(visitor.Page.GetByText("Queue: 2", new() { Exact = true })).ToBeVisibleAsync();

        // Interrupt means the picture in the making, as in A1111, not the one that the page waits for.
        await visitor.Tab("txt2img").ClickAsync();
        await visitor.Button("Interrupt").ClickAsync();
        await Expect(visitor.Button("Interrupt: third")).ToBeVisibleAsync();
        await visitor.Button("Interrupt: third").ClickAsync();
        await Expect(visitor.Page.GetByText("Queue:")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task TextToImage_WithoutCheckpoint_TakesTheBuiltInOneUntilAnotherArrives()
    {
        using var workspace = new Workspace();
        await using var studio = await StudioProcess.StartAsync(workspace);
        await using var visitor = await chromium.VisitAsync(studio.Address);
        await Expect(visitor.Field("Stable Diffusion checkpoint")).ToHaveValueAsync("senmitsu-demo");
        await Expect(visitor.Field("Width")).ToHaveValueAsync("128");
        File.Copy(Workspace.TinyModel, workspace.File("data", "models", "Stable-diffusion", $"{StudioFolder.Model}.safetensors"));
        await Expect(visitor.Field("Stable Diffusion checkpoint")).ToHaveValueAsync(StudioFolder.Model);
        await Expect(visitor.Field("Width")).ToHaveValueAsync("512");
    }
}
