using System.Text;
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
        await ReplaceAsync(later);
        await later.Tab("Models / LoRA").ClickAsync();
        await later.Page.GetByRole(AriaRole.Article, new() { Name = "dog6", Exact = true }).GetByRole(AriaRole.Button, new() { Name = "Add to prompt" }).ClickAsync();
        await Expect(later.Field("Prompt")).ToHaveValueAsync("<lora:dog6:1>");

        // The prompt completes its name.
        await later.Field("Prompt").FillAsync("");
        await later.Field("Prompt").PressSequentiallyAsync("<do");
        await later.Page.GetByRole(AriaRole.Option).Filter(new() { HasText = "dog6" }).ClickAsync();
        await Expect(later.Field("Prompt")).ToHaveValueAsync("<lora:dog6:1>");
    }

    [Fact]
    public async Task Configuration_OfBothPrograms_IsLoadedAndSaved()
    {
        using var workspace = new Workspace();
        await using var studio = await StudioProcess.StartAsync(workspace);
        await using var visitor = await chromium.VisitAsync(studio.Address);
        await visitor.Tab("Train (LoRA)").ClickAsync();
        foreach (var section in new[] { "Configuration", "Basic", "Advanced" }) await visitor.Page.GetByText(section, new() { Exact = true }).ClickAsync();
        await Expect(visitor.Field("LoKr factor")).ToHaveCountAsync(0);

        await LoadAsync("run.toml", "network_module = 'lycoris.kohya'\nnetwork_args = ['algo=lokr', 'factor=8']\nnetwork_dim = 24\noutput_name = 'from_toml'\nmax_token_length = 150\nzero_terminal_snr = true\noutput_dir = '/elsewhere'\n");
        await Expect(visitor.Field("Network Rank (Dimension)")).ToHaveValueAsync("24");
        await Expect(visitor.Field("LoKr factor")).ToHaveValueAsync("8");
        await Expect(visitor.Field("Max Token Length")).ToHaveValueAsync("150");
        await Expect(visitor.Field("Additional parameters")).ToHaveValueAsync("--zero_terminal_snr");
        await Expect(visitor.Field("Trained Model output name")).ToHaveValueAsync("from_toml");
        var saved = await SavedAsync("Save as sd-scripts .toml");
        Assert.All(["\"algo=lokr\"", "\"factor=8\"", "network_dim = 24", "zero_terminal_snr = true"], line => Assert.Contains(line, saved, StringComparison.Ordinal));
        Assert.DoesNotContain("elsewhere", saved, StringComparison.Ordinal);

        await LoadAsync("gui.json", """{"LoRA_type": "Standard", "network_dim": 12, "log_with": "tensorboard"}""");
        await Expect(visitor.Field("Network Rank (Dimension)")).ToHaveValueAsync("12");
        await Expect(visitor.Field("LoKr factor")).ToHaveCountAsync(0); // of another type
        var unseen = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Also in effect" });
        await Expect(unseen).ToContainTextAsync("log_with = tensorboard");
        saved = await SavedAsync("Save as kohya_ss .json");
        Assert.All(["\"network_dim\": 12,", "\"log_with\": \"tensorboard\"", "\"factor\": 8,"], line => Assert.Contains(line, saved, StringComparison.Ordinal));
        await visitor.Button("log_with back to its default").ClickAsync();
        await Expect(unseen).ToHaveCountAsync(0);

        await LoadAsync("wrong.toml", "network_dim = 'wide'\n");
        await Expect(visitor.Page.GetByText("network_dim = wide")).ToBeVisibleAsync();
        await visitor.Button("Back to defaults").ClickAsync();
        await Expect(visitor.Field("Network Rank (Dimension)")).ToHaveValueAsync("32");
        await Expect(visitor.Field("Trained Model output name")).ToHaveValueAsync("from_toml");

        Task LoadAsync(string name, string text) =>
            visitor.Page.GetByLabel("Load a kohya_ss .json, or an sd-scripts .toml").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(text) });

        async Task<string> SavedAsync(string button)
        {
            var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Button(button).ClickAsync());
            Assert.Equal($"from_toml{button[button.LastIndexOf('.')..]}", download.SuggestedFilename);
            return await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Regularisation_ByAnotherSet_DoublesTheSteps()
    {
        using var workspace = new Workspace();
        StudioFolder.Furnish(workspace);
        await using var studio = await StudioProcess.StartAsync(workspace);
        await using var visitor = await chromium.VisitAsync(studio.Address);
        await visitor.Tab("Train (LoRA)").ClickAsync();
        var photos = Directory.GetFiles(Golden.Reference("photos"), "*.jpg");
        await AddAsync("dogs", photos[1..3]);
        await AddAsync("dog6", photos[..1]);
        foreach (var section in new[] { "Regularisation pictures", "Basic" }) await visitor.Page.GetByText(section, new() { Exact = true }).ClickAsync();
        await visitor.EnterAsync("Epoch", "3");
        await visitor.EnterAsync("Repeats", "2");
        await Expect(visitor.Page.GetByText("1 pictures × 2 repeats, 3 epochs: 6 steps")).ToBeVisibleAsync();
        await visitor.Field("Pictures of").SelectOptionAsync("dogs");
        await Expect(visitor.Page.GetByText("1 pictures × 2 repeats, 3 epochs: 12 steps")).ToBeVisibleAsync();
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Page.GetByText("1 pictures × 2 repeats, 3 epochs: 12 steps")).ToBeVisibleAsync();
        await visitor.Button("Check and plan").ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Plan", Exact = true })).ToContainTextAsync("12 (3 epochs of 4)");

        async Task AddAsync(string name, string[] pictures)
        {
            await visitor.EnterAsync("Trained Model output name", name);
            await visitor.Page.GetByLabel("Drop pictures here").SetInputFilesAsync(pictures);
            await Expect(visitor.Page.GetByLabel(new Regex("^Caption of "))).ToHaveCountAsync(pictures.Length);
        }
    }

    /// <summary>A LoRA that is there goes only when that is wanted.</summary>
    private static async Task ReplaceAsync(Visitor visitor)
    {
        var question = visitor.Page.GetByRole(AriaRole.Alertdialog, new() { Name = "Replace files" });
        await visitor.Page.GetByText("Basic", new() { Exact = true }).ClickAsync();
        await visitor.EnterAsync("Epoch", "400"); // long enough to be stopped
        await visitor.Button("Start training").ClickAsync();
        await Expect(question).ToContainTextAsync("dog6.safetensors: already there, and would be replaced.");
        await visitor.Button("Cancel").ClickAsync();
        await Expect(question).ToHaveCountAsync(0);
        await Expect(visitor.Button("Use dog6.safetensors")).ToBeVisibleAsync();
        await visitor.Button("Start training").ClickAsync();
        await visitor.Button("Replace").ClickAsync();
        await Expect(question).ToHaveCountAsync(0);
        await visitor.Button("Stop training").ClickAsync();
        await Expect(visitor.Button("Stop training")).ToHaveCountAsync(0);
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
