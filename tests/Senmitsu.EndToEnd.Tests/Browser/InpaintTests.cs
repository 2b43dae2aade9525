using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Senmitsu.EndToEnd.Tests.Testing;
using static Microsoft.Playwright.Assertions;

namespace Senmitsu.EndToEnd.Tests.Browser;

/// <summary>A mask is painted over a picture.</summary>
public sealed class InpaintTests(Chromium chromium)
{
    private const int Width = 192, Height = 128, Brush = 32;

    [Fact]
    public async Task Inpaint_OfAPaintedMask_ChangesOnlyWhatIsPainted()
    {
        using var workspace = new Workspace();
        StudioFolder.Furnish(workspace);
        PlainPng.Write(workspace.File("start.png"), Width, Height, Color);
        PlainPng.Write(workspace.File("mask.png"), Width, Height, (x, _) => x < 64 ? ((byte)255, (byte)255, (byte)255) : ((byte)0, (byte)0, (byte)0));
        await using var studio = await StudioProcess.StartAsync(workspace);
        await using var visitor = await chromium.VisitAsync(studio.Address);
        await visitor.GoAsync("/img2img");
        await visitor.Field("Choose a picture").SetInputFilesAsync(workspace.File("start.png"));
        await visitor.Button("Inpaint").ClickAsync();
        await visitor.EnterAsync("Width", $"{Width}");
        await visitor.EnterAsync("Height", $"{Height}");
        await visitor.EnterAsync("Sampling steps", "3");
        await visitor.EnterAsync("Seed", "42");
        await visitor.EnterAsync("Mask blur", "0");
        await visitor.EnterAsync("Brush size", $"{Brush}");
        await visitor.Field("Masked content").SelectOptionAsync("latent noise");

        // Nothing painted, nothing made.
        await visitor.Button("Generate").ClickAsync();
        await Expect(visitor.Page.GetByText("Paint over what is to change first.")).ToBeVisibleAsync();

        // A line in the middle with a finger, which does not scroll the page; a second one with the mouse is taken back.
        await FingerStrokeAsync(visitor, 64, 64, 128, 64);
        await StrokeAsync(visitor, 20, 20, 20, 100);
        await Expect(Canvas(visitor)).ToHaveAttributeAsync("data-strokes", "2");
        await visitor.Button("Undo").ClickAsync();
        await Expect(Canvas(visitor)).ToHaveAttributeAsync("data-strokes", "1");

        // A reload keeps picture, mask and fields.
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Field("Masked content")).ToHaveValueAsync("latent noise");
        await Expect(Canvas(visitor)).ToHaveAttributeAsync("data-strokes", "1");
        await visitor.Button("Generate").ClickAsync();
        var output = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Output" });
        await Expect(output).ToContainTextAsync("Mask blur: 0, Masked content: latent noise");
        AssertChanged(workspace, 1, (x, y) => x is >= 64 - Brush / 2 - 1 and <= 128 + Brush / 2 + 1 && y is >= 64 - Brush / 2 - 1 and <= 64 + Brush / 2 + 1);

        // The result becomes the picture to paint over, with an empty mask.
        await output.GetByRole(AriaRole.Button, new() { Name = "Send to inpaint", Exact = true }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Img, new() { Name = "Source" })).ToHaveAttributeAsync("src", "/images/1");
        await Expect(Canvas(visitor)).ToHaveAttributeAsync("data-strokes", "0");

        // A mask from a file, for those who paint elsewhere.
        await visitor.Field("Choose a picture").SetInputFilesAsync(workspace.File("start.png"));
        await visitor.Button("Inpaint upload").ClickAsync();
        await visitor.Field("Choose a mask").SetInputFilesAsync(workspace.File("mask.png"));
        await Expect(visitor.Page.GetByRole(AriaRole.Img, new() { Name = "Mask", Exact = true })).ToBeVisibleAsync();
        await visitor.EnterAsync("Seed", "43");
        await visitor.Button("Generate").ClickAsync();
        await Expect(output).ToContainTextAsync("Seed: 43");
        AssertChanged(workspace, 2, (x, _) => x < 64);
    }

    private static (byte, byte, byte) Color(int x, int y) => ((byte)x, (byte)(2 * y), (byte)((x * y) % 251));

    private static ILocator Canvas(Visitor visitor) => visitor.Page.GetByRole(AriaRole.Img, new() { Name = "Mask: paint over what is to change" });

    private static async Task StrokeAsync(Visitor visitor, int fromX, int fromY, int toX, int toY)
    {
        var (x, y, scale) = await PlaceAsync(visitor);
        await visitor.Page.Mouse.MoveAsync(x + (fromX * scale), y + (fromY * scale));
        await visitor.Page.Mouse.DownAsync();
        await visitor.Page.Mouse.MoveAsync(x + (toX * scale), y + (toY * scale), new() { Steps = 5 });
        await visitor.Page.Mouse.UpAsync();
    }

    /// <summary>Real touches, from which the browser makes pointer events only where scrolling is not wanted.</summary>
    private static async Task FingerStrokeAsync(Visitor visitor, int fromX, int fromY, int toX, int toY)
    {
        const int Moves = 5;
        var (x, y, scale) = await PlaceAsync(visitor);
        var browser = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        for (var i = 0; i <= Moves; i++) await TouchAsync(i == 0 ? "touchStart" : "touchMove", new { x = x + (scale * (fromX + ((toX - fromX) * i / (float)Moves))), y = y + (scale * (fromY + ((toY - fromY) * i / (float)Moves))) });
        await TouchAsync("touchEnd");

        Task TouchAsync(string type, params object[] points) => browser.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = points });
    }

    /// <summary>Where on the page the picture's corner is, and how large a pixel of it.</summary>
    private static async Task<(float X, float Y, float Scale)> PlaceAsync(Visitor visitor)
    {
        var canvas = Canvas(visitor);
        await Expect(canvas).ToHaveAttributeAsync("data-strokes", new Regex(@"^\d+$"));
        await canvas.ScrollIntoViewIfNeededAsync();
        var box = (await canvas.BoundingBoxAsync())!;
        return (box.X, box.Y, box.Width / Width);
    }

    private static void AssertChanged(Workspace workspace, int count, Func<int, int, bool> isPainted)
    {
        var pictures = Directory.GetFiles(workspace.File("data", "outputs", "img2img-images"), "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(count, pictures.Length);
        var (width, height, pixels) = PlainPng.Read(pictures[^1]);
        Assert.Equal((Width, Height), (width, height));
        int inside = 0, outside = 0, painted = 0;
        for (var i = 0; i < width * height; i++)
        {
            int x = i % width, y = i / width;
            var isSame = (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) == Color(x, y);
            if (!isPainted(x, y)) outside += isSame ? 0 : 1;
            else (painted, inside) = (painted + 1, inside + (isSame ? 0 : 1));
        }

        Assert.Equal(0, outside);
        Assert.True(inside > painted / 2, $"{inside} of {painted} painted pixels changed");
    }
}
