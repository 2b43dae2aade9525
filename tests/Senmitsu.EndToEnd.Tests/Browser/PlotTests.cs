using System.Text.Json;
using Microsoft.Playwright;
using Senmitsu.EndToEnd.Tests.Testing;
using static Microsoft.Playwright.Assertions;

namespace Senmitsu.EndToEnd.Tests.Browser;

/// <summary>The X/Y/Z plot by clicks.</summary>
public sealed class PlotTests(Chromium chromium)
{
    [Fact]
    public async Task Plot_OfThreeByTwo_SaysWhatIsWrongThenMakesOneGrid()
    {
        using var workspace = new Workspace();
        StudioFolder.Furnish(workspace);
        await using var studio = await StudioProcess.StartAsync(workspace);
        await using var visitor = await chromium.VisitAsync(studio.Address);
        await visitor.Field("Prompt").FillAsync("a cat");
        await visitor.EnterAsync("Width", "128");
        await visitor.EnterAsync("Height", "64");
        await visitor.EnterAsync("Seed", "42");
        await visitor.Field("Script").SelectOptionAsync("X/Y/Z plot");
        await visitor.Field("X type").SelectOptionAsync("Sampler");
        await visitor.Field("Add to X values").SelectOptionAsync("Euler a");
        await Expect(visitor.Field("X values")).ToHaveValueAsync("Euler a");
        await visitor.Field("Add to X values").SelectOptionAsync("Euler");
        await Expect(visitor.Field("X values")).ToHaveValueAsync("Euler a, Euler");
        await visitor.Field("Y type").SelectOptionAsync("Steps");

        // What is wrong is said, and nothing waits.
        await visitor.EnterAsync("Y values", "many");
        await visitor.Button("Generate").ClickAsync();
        await Expect(visitor.Page.GetByText("Y values (Steps): 'many' is no whole number")).ToBeVisibleAsync();
        await Expect(visitor.Button("Interrupt")).ToHaveCountAsync(0);
        await visitor.Field("Y type").SelectOptionAsync("LoRA");
        await Expect(visitor.Field("Y values")).ToHaveValueAsync(""); // those of another kind are gone
        await visitor.EnterAsync("Y values", "nobody, None");
        await visitor.Field("Prompt").FillAsync("a cat <lora:x:1>");
        await visitor.Button("Generate").ClickAsync();
        await Expect(visitor.Page.GetByText("there is no LoRA 'nobody'")).ToBeVisibleAsync();
        await Expect(visitor.Button("Interrupt")).ToHaveCountAsync(0);
        await visitor.Field("Prompt").FillAsync("a cat");
        await visitor.Field("Y type").SelectOptionAsync("Steps");
        await Expect(visitor.Field("Y values")).ToHaveValueAsync("");
        await visitor.EnterAsync("Y values", "1-3");
        await visitor.Button("Swap X/Y axes").ClickAsync();
        await Expect(visitor.Field("X values")).ToHaveValueAsync("1-3");

        // A reload keeps the fields.
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Field("Y values")).ToHaveValueAsync("Euler a, Euler");
        await visitor.Button("Generate").ClickAsync();
        var output = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Output" });
        await Expect(output).ToContainTextAsync("Script: X/Y/Z plot, X Type: Steps, X Values: \"1, 2, 3\", Y Type: Sampler, Y Values: \"Euler a, Euler\"");
        await Expect(output.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(7);

        var index = Directory.GetFiles(workspace.File("data", "outputs", "txt2img-grids"), "*.json", SearchOption.AllDirectories).Single();
        using var cells = JsonDocument.Parse(await File.ReadAllTextAsync(index, TestContext.Current.CancellationToken));
        Assert.Equal(["0,0", "1,0", "2,0", "0,1", "1,1", "2,1"], cells.RootElement.GetProperty("cells").EnumerateArray().Select(cell => $"{cell.GetProperty("x")},{cell.GetProperty("y")}"));
        var (width, height, _) = PlainPng.Read(Path.ChangeExtension(index, ".png"));
        Assert.True(width >= 3 * 128 && height >= 2 * 64, $"the grid has {width}×{height} pixels");
        Assert.Equal(6, Directory.GetFiles(workspace.File("data", "outputs", "txt2img-images"), "*.png", SearchOption.AllDirectories).Length);
        await visitor.Tab("Gallery").ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "7 pictures" })).ToBeVisibleAsync();
    }
}
