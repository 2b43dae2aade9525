using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Senmitsu.EndToEnd.Tests.Testing;
using static Microsoft.Playwright.Assertions;

namespace Senmitsu.EndToEnd.Tests.Browser;

/// <summary>The story we exist for, on the built-in model: an empty data folder → a picture made with a LoRA of one's own.</summary>
public sealed class StoryTests(Chromium chromium)
{
    private const string Name = "ai_model_v1";

    [Fact]
    public async Task Story_FromNothingToOnesOwnLora_WithTheServerKilledInBetween()
    {
        using var workspace = new Workspace();
        await using var studio = await StudioProcess.StartAsync(workspace);
        await using (var visitor = await chromium.VisitAsync(studio.Address))
        {
            await FindAFaceAsync(visitor);
            await NameTheLoraAsync(visitor);
            await MakeVariantsAsync(visitor);
            await CullAsync(visitor);
            await StartTrainingAsync(visitor);
        }

        // The tab is closed; another one looks on, while the power fails.
        await using var later = await chromium.VisitAsync(studio.Address);
        await later.GoAsync("/train");
        await Expect(later.Page.GetByRole(AriaRole.Region, new() { Name = "Training run" }).GetByText($"{Name}-000002.safetensors")).ToBeVisibleAsync();

        await using var restarted = await later.SeeRestartAsync(studio, workspace);
        await later.Button($"Use {Name}.safetensors").ClickAsync();
        await Expect(later.Page.GetByText($"<lora:{Name}:1>").First).ToBeVisibleAsync();
        await Expect(later.Page.GetByRole(AriaRole.Img, new() { Name = "sample picture 3 of step 24" })).ToBeVisibleAsync();
        await Expect(later.Page.GetByRole(AriaRole.Img, new() { NameString = "sample picture" })).ToHaveCountAsync(6); // three seeds after both saves
        await SeeThePersonAgainAsync(later);
        var picture = Directory.GetFiles(workspace.File("data", "outputs", "txt2img-images"), "*-77.png", SearchOption.AllDirectories).Single();
        Assert.Contains($"Lora hashes: \"{Name}: ", await File.ReadAllTextAsync(picture, System.Text.Encoding.Latin1, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task FindAFaceAsync(Visitor visitor)
    {
        await Expect(visitor.Field("Stable Diffusion checkpoint")).ToHaveValueAsync("senmitsu-demo");
        await Expect(visitor.Field("Width")).ToHaveValueAsync("128");
        await visitor.Field("Prompt").FillAsync("portrait, japanese woman, young adult, smiling, grey studio background");
        await Expect(visitor.Page.GetByLabel("Tokens").First).ToHaveTextAsync(new Regex("/75$"));
        await visitor.EnterAsync("Sampling steps", "8");
        await visitor.EnterAsync("Batch size", "2");
        await visitor.EnterAsync("Seed", "10");
        await visitor.Button("Generate").ClickAsync();
        var output = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Output" });
        await output.GetByRole(AriaRole.Button, new() { Name = "Picture 2", Exact = true }).ClickAsync();
        await Expect(output).ToContainTextAsync("Seed: 11, Size: 128x128");
        await Expect(visitor.Button("Generate")).ToBeVisibleAsync();
    }

    private static async Task NameTheLoraAsync(Visitor visitor)
    {
        await visitor.Tab("Train (LoRA)").ClickAsync();
        await visitor.EnterAsync("Trained Model output name", Name);
        await visitor.EnterAsync("Trigger word (caption of new pictures)", $"{Name}, portrait, japanese woman");
        await visitor.Tab("txt2img").ClickAsync();
    }

    private static async Task MakeVariantsAsync(Visitor visitor)
    {
        var output = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Output" });
        await output.GetByRole(AriaRole.Button, new() { Name = "Picture 2", Exact = true }).ClickAsync();
        await output.GetByRole(AriaRole.Button, new() { Name = "Send to img2img" }).ClickAsync();
        await visitor.EnterAsync("Denoising strength", "0.5"); // a field of img2img alone: its page is there
        await visitor.EnterAsync("Batch size", "4");
        await visitor.Button("Generate").ClickAsync();
        await output.GetByRole(AriaRole.Button, new() { Name = "Picture 4", Exact = true }).ClickAsync();
        await Expect(output).ToContainTextAsync("Denoising strength: 0.5");
    }

    /// <summary>By keys alone: three of the four are kept, and all that were kept go to training at once.</summary>
    private static async Task CullAsync(Visitor visitor)
    {
        await visitor.Tab("Gallery").ClickAsync();
        await visitor.Field("Folder").SelectOptionAsync("img2img-images");
        await Expect(visitor.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "4 pictures" })).ToBeVisibleAsync();
        await visitor.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { NameString = "Picture" }).First.ClickAsync();
        foreach (var key in "kkxk") await RateAsync(visitor, key);
        await visitor.CloseDialogAsync();
        await visitor.Field("Rating").SelectOptionAsync("Keep");
        await visitor.Button("Send all 3 to training").ClickAsync();
        await Expect(visitor.Page.GetByText($"{Name} has 3 training pictures now.")).ToBeVisibleAsync();
    }

    /// <summary>Presses a key of the viewer and waits until the next picture, or the rating of the last, is shown.</summary>
    private static async Task RateAsync(Visitor visitor, char key)
    {
        var viewer = visitor.Page.GetByRole(AriaRole.Dialog);
        var name = await viewer.GetByRole(AriaRole.Img).GetAttributeAsync("alt");
        var isLast = name!.Contains("-11", StringComparison.Ordinal);
        await visitor.Page.Keyboard.PressAsync(key.ToString());
        if (isLast) await Expect(viewer.GetByRole(AriaRole.Button, new() { Name = "✓ Keep" })).ToHaveAttributeAsync("aria-pressed", "true");
        else await Expect(viewer.GetByRole(AriaRole.Img)).Not.ToHaveAttributeAsync("alt", name);
    }

    private static async Task StartTrainingAsync(Visitor visitor)
    {
        await visitor.Tab("Train (LoRA)").ClickAsync();
        await Expect(visitor.Page.GetByLabel(new Regex("^Caption of "))).ToHaveCountAsync(3);
        await visitor.EnterAsync("Words of all captions", "young adult");
        await visitor.Button("Put last").ClickAsync();
        await Expect(visitor.Page.GetByLabel(new Regex("^Caption of ")).Last).ToHaveValueAsync($"{Name}, portrait, japanese woman, young adult");
        await visitor.EnterAsync("Repeats", "2");
        await visitor.Page.GetByText("Basic", new() { Exact = true }).ClickAsync();
        await Expect(visitor.Field("Max resolution")).ToHaveValueAsync("128,128");
        await visitor.EnterAsync("Epoch", "4");
        await visitor.EnterAsync("Save every N epochs", "2");
        await Expect(visitor.Page.GetByText("3 pictures × 2 repeats, 4 epochs: 24 steps")).ToBeVisibleAsync();
        await visitor.Button("Start training").ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Training run" })).ToBeVisibleAsync();
    }

    private static async Task SeeThePersonAgainAsync(Visitor visitor)
    {
        await visitor.Tab("txt2img").ClickAsync();
        await visitor.Field("Prompt").FillAsync($"<lora:{Name}:1>, {Name}, portrait, japanese woman, looking at viewer");
        await visitor.EnterAsync("Negative prompt", "low quality, worst quality");
        await visitor.EnterAsync("Sampling steps", "8");
        await visitor.EnterAsync("Seed", "77");
        await visitor.Button("Generate").ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Output" })).ToContainTextAsync($"Lora hashes: \"{Name}: ");
    }
}
