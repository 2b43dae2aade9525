using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Senmitsu.EndToEnd.Tests.Testing;
using static Microsoft.Playwright.Assertions;

namespace Senmitsu.EndToEnd.Tests.Browser;

/// <summary>
/// Run by name only (<c>-explicit only</c>): a lived-in studio on the built-in model, its pages in both languages, both themes and both widths
/// as pictures in <c>last-seen/pages</c>, to be looked at and used in the READMEs; and how long a click takes while a full-size training runs.
/// </summary>
public sealed class PagesForDocs(Chromium chromium)
{
    private static readonly string[] Addresses = ["/", "/img2img", "/extras", "/png-info", "/train", "/models", "/gallery", "/settings", "/doctor"];

    [Fact(Explicit = true)]
    public async Task Pages_OfALivedInStudio()
    {
        using var workspace = new Workspace();
        await using var studio = await StudioProcess.StartAsync(workspace);
        await using (var visitor = await chromium.VisitAsync(studio.Address)) await LiveInAsync(visitor);
        foreach (var (language, locale) in new[] { ("en", "en-US"), ("ja", "ja-JP") })
        {
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                foreach (var width in new[] { 1280, 390 })
                {
                    await using var visitor = await chromium.VisitAsync(studio.Address, locale, scheme, width);
                    foreach (var address in Addresses)
                    {
                        await visitor.GoAsync(address);
                        await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                        var name = address.Length > 1 ? address[1..] : "txt2img";
                        await KeepAsync(visitor, $"{name}-{language}-{scheme.ToString().ToLowerInvariant()}-{width}");
                    }
                }
            }
        }
    }

    /// <summary>Needs the checkpoint of <c>./bench.sh</c>; its path in <c>SENMITSU_FULL_SIZE</c>.</summary>
    [Fact(Explicit = true)]
    public async Task Clicks_WhileAFullSizeTrainingRuns()
    {
        var checkpoint = Environment.GetEnvironmentVariable("SENMITSU_FULL_SIZE") ?? throw new InvalidOperationException("SENMITSU_FULL_SIZE must name a full-size checkpoint, such as the one that ./bench.sh writes");
        using var workspace = new Workspace();
        StudioFolder.Furnish(workspace);
        File.CreateSymbolicLink(workspace.File("data", "models", "Stable-diffusion", "full.safetensors"), checkpoint);
        var started = Stopwatch.GetTimestamp();
        await using var studio = await StudioProcess.StartAsync(workspace);
        await using var visitor = await chromium.VisitAsync(studio.Address);
        await Expect(visitor.Button("Generate")).ToBeVisibleAsync();
        TestContext.Current.SendDiagnosticMessage($"first page {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms after the start of the program and of a tab");
        await visitor.Field("Stable Diffusion checkpoint").SelectOptionAsync("full");
        await visitor.Tab("Train (LoRA)").ClickAsync();
        await visitor.EnterAsync("Trained Model output name", "dog6");
        await visitor.EnterAsync("Trigger word (caption of new pictures)", "dog6");
        await visitor.Page.GetByLabel("Drop pictures here").SetInputFilesAsync(Directory.GetFiles(Golden.Reference("photos"), "*.jpg"));
        await Expect(visitor.Page.GetByLabel(new Regex("^Caption of "))).ToHaveCountAsync(5);
        await visitor.Button("Start training").ClickAsync();
        await Expect(visitor.Page.GetByText(new Regex("step [3-9]", RegexOptions.IgnoreCase)).First).ToBeVisibleAsync();

        List<double> clicks = [];
        for (var i = 0; i < 40; i++)
        {
            var (tab, heading) = i % 2 == 0 ? ("Settings", "Settings") : ("Gallery", "Gallery");
            await visitor.Tab(tab).HoverAsync();
            var clicked = Stopwatch.GetTimestamp();
            await visitor.Page.EvaluateAsync("""
                ([tab, heading]) => new Promise((resolve) => {
                  const isThere = () => document.querySelector('h1')?.textContent.trim() === heading;
                  const observer = new MutationObserver(() => { if (isThere()) { observer.disconnect(); resolve(); } });
                  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
                  [...document.querySelectorAll('nav a')].find((link) => link.textContent.trim() === tab).click();
                })
                """, new[] { tab, heading });
            clicks.Add(Stopwatch.GetElapsedTime(clicked).TotalMilliseconds);
            await Task.Delay(250, TestContext.Current.CancellationToken);
        }

        clicks.Sort();
        TestContext.Current.SendDiagnosticMessage($"clicks under a full-size training: median {clicks[clicks.Count / 2]:F0} ms, 90 % within {clicks[clicks.Count * 9 / 10]:F0} ms, longest {clicks[^1]:F0} ms");
    }

    private static Task<byte[]> KeepAsync(Visitor visitor, string name) =>
        visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "last-seen", "pages", $"{name}.png"), FullPage = true });

    private static async Task LiveInAsync(Visitor visitor)
    {
        await visitor.Field("Prompt").FillAsync("portrait, japanese woman, young adult, smiling, red kimono, cherry blossoms background");
        await visitor.EnterAsync("Batch size", "8");
        await visitor.EnterAsync("Seed", "40");
        await visitor.Button("Generate").ClickAsync();
        var output = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Output" });
        await Expect(output).ToContainTextAsync("Seed: 40, Size: 128x128");
        await Expect(visitor.Button("Generate")).ToBeVisibleAsync();
        await output.GetByRole(AriaRole.Button, new() { Name = "Picture 3", Exact = true }).ClickAsync();
        await KeepAsync(visitor, "made");
        await visitor.Tab("Train (LoRA)").ClickAsync();
        await visitor.EnterAsync("Trained Model output name", "ai_model_v1");
        await visitor.EnterAsync("Trigger word (caption of new pictures)", "ai_model_v1, portrait, japanese woman");
        await visitor.Tab("txt2img").ClickAsync();
        for (var picture = 1; picture <= 6; picture++)
        {
            await output.GetByRole(AriaRole.Button, new() { Name = $"Picture {picture}", Exact = true }).ClickAsync();
            await output.GetByRole(AriaRole.Button, new() { Name = "Send to training" }).ClickAsync();
            await Expect(visitor.Page.GetByText(new Regex($"has {picture} training picture"))).ToBeVisibleAsync();
        }

        await visitor.Tab("Train (LoRA)").ClickAsync();
        await visitor.EnterAsync("Repeats", "4");
        await visitor.Button("Quick try").ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { NameString = "Crop " }).First.ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Region, new() { NameString = "Crop " }).GetByRole(AriaRole.Group)).ToHaveAttributeAsync("data-side", "128");
        for (var i = 0; i < 6; i++) await visitor.Page.GetByRole(AriaRole.Group, new() { NameString = "Square" }).PressAsync("-");
        await visitor.Button("Check and plan").ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Plan", Exact = true })).ToContainTextAsync("s a step)");
        await KeepAsync(visitor, "planned");
        await visitor.Button("Cancel").ClickAsync();
        await visitor.Button("Start training").ClickAsync();
        await visitor.Button("Use ai_model_v1.safetensors").ClickAsync(new() { Timeout = (float)TimeSpan.FromMinutes(10).TotalMilliseconds });
        await visitor.Tab("Gallery").ClickAsync();
    }
}
