using Microsoft.Playwright;
using Senmitsu.EndToEnd.Tests.Testing;
using static Microsoft.Playwright.Assertions;

namespace Senmitsu.EndToEnd.Tests.Browser;

/// <summary>A1111's scripts by clicks; the X/Y/Z plot has a class of its own.</summary>
public sealed class ScriptTests(Chromium chromium)
{
    [Fact]
    public async Task Scripts_OfBothPages_HaveTheirFieldsAndMakeTheirPictures()
    {
        using var workspace = new Workspace();
        StudioFolder.Furnish(workspace);
        PlainPng.Write(workspace.File("start.png"), 128, 128, (x, y) => ((byte)(x * 2), (byte)(y * 2), 90));
        await File.WriteAllTextAsync(workspace.File("lines.txt"), "犬\r\n--prompt \"a dog\" --steps 1 --seed 7\r\n", TestContext.Current.CancellationToken);
        await using var studio = await StudioProcess.StartAsync(workspace);
        await using var visitor = await chromium.VisitAsync(studio.Address);
        var output = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Output" });
        await SmallAsync(visitor);
        await visitor.Field("Prompt").FillAsync("a cat|at night");

        // Prompt matrix; a reload keeps its fields.
        await Expect(visitor.Field("Script").Locator("option")).ToHaveTextAsync(["None", "Prompt matrix", "Prompts from file or textbox", "X/Y/Z plot"]);
        await AllNamedAsync(visitor, "Prompts from file or textbox", "Iterate seed every line");
        await AllNamedAsync(visitor, "Prompt matrix", "Grid margins (px)");
        await visitor.EnterAsync("Grid margins (px)", "8");
        await visitor.Field("Put variable parts at start of prompt").CheckAsync();
        await visitor.Field("Select joining char").SelectOptionAsync("space");
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Field("Grid margins (px)")).ToHaveValueAsync("8");
        await Expect(visitor.Field("Put variable parts at start of prompt")).ToBeCheckedAsync();
        await Expect(visitor.Field("Select joining char")).ToHaveValueAsync("Space");
        await visitor.Button("Generate").ClickAsync();
        await Expect(output.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(3); // a grid of two pictures

        // Prompts from file or textbox: a wrong line is named, and nothing waits.
        await visitor.Field("Script").SelectOptionAsync("Prompts from file or textbox");
        await visitor.EnterAsync("List of prompt inputs", "a dog\n--bogus 1");
        await visitor.Button("Generate").ClickAsync();
        await Expect(visitor.Page.GetByText("line 2: there is no option --bogus")).ToBeVisibleAsync();
        await Expect(visitor.Button("Interrupt")).ToHaveCountAsync(0);
        await visitor.Field("Upload prompt inputs").SetInputFilesAsync(workspace.File("lines.txt"));
        await Expect(visitor.Field("List of prompt inputs")).ToHaveValueAsync("犬\n--prompt \"a dog\" --steps 1 --seed 7");
        await visitor.Button("Generate").ClickAsync();
        await Expect(output.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);

        // Loopback.
        await visitor.GoAsync("/img2img");
        await visitor.Field("Choose a picture").SetInputFilesAsync(workspace.File("start.png"));
        await SmallAsync(visitor);
        await Expect(visitor.Field("Script").Locator("option")).ToHaveTextAsync(["None", "Loopback", "Prompt matrix", "Prompts from file or textbox", "SD upscale", "X/Y/Z plot"]);
        await AllNamedAsync(visitor, "SD upscale", "Tile overlap");
        await AllNamedAsync(visitor, "Loopback", "Loops");
        await visitor.EnterAsync("Loops", "2");
        await visitor.EnterAsync("Final denoising strength", "0.3");
        await visitor.Field("Denoising strength curve").SelectOptionAsync("Lazy");
        await visitor.Button("Generate").ClickAsync();
        await Expect(output).ToContainTextAsync("Final denoising strength: 0.3, Denoising curve: Lazy");
        await Expect(output.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(3);

        // SD upscale.
        await visitor.Field("Script").SelectOptionAsync("SD upscale");
        await visitor.EnterAsync("Tile overlap", "16");
        await visitor.EnterAsync("Scale Factor", "1.5");
        await visitor.Field("Upscaler").SelectOptionAsync("Lanczos");
        await visitor.Button("Generate").ClickAsync();
        await Expect(output).ToContainTextAsync("SD upscale overlap: 16, SD upscale upscaler: Lanczos");
        var made = Directory.GetFiles(workspace.File("data", "outputs", "img2img-images"), "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(3, made.Count);
        Assert.Equal((192, 192), PlainPng.Read(made[2]) is var (width, height, _) ? (width, height) : default);
    }

    /// <summary>Chooses a script; all of its fields have names.</summary>
    private static async Task AllNamedAsync(Visitor visitor, string script, string field)
    {
        await visitor.Field("Script").SelectOptionAsync(script);
        await Expect(visitor.Field(field)).ToBeVisibleAsync();
        Assert.Empty(await visitor.UnnamedAsync());
    }

    private static async Task SmallAsync(Visitor visitor)
    {
        await visitor.EnterAsync("Width", "64");
        await visitor.EnterAsync("Height", "64");
        await visitor.EnterAsync("Sampling steps", "2");
        await visitor.EnterAsync("Seed", "42");
    }
}
