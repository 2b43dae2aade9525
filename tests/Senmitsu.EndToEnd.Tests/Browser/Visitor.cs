using System.Collections.Concurrent;
using Microsoft.Playwright;
using Senmitsu.EndToEnd.Tests.Testing;

namespace Senmitsu.EndToEnd.Tests.Browser;

/// <summary>Somebody at a page. Finds things as a person does: by what they are and what they are called.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private const float Patience = 240_000;

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    private Visitor(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Whether the server is ended while the page is open: then it complains of that, rightly.</summary>
    public bool SeesServerEnd { get; set; }

    internal static async Task<Visitor> EnterAsync(IBrowserContext context, Uri address)
    {
        context.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        var visitor = new Visitor(context, await context.NewPageAsync());
        visitor.Page.PageError += (_, error) => visitor._complaints.Enqueue(error);
        visitor.Page.Console += (_, message) =>
        {
            if (message.Type == "error" && !visitor.SeesServerEnd) visitor._complaints.Enqueue(message.Text);
        };
        visitor.Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address.AbsoluteUri, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal)) visitor._complaints.Enqueue($"asks elsewhere: {request.Url}");
        };
        await visitor.GoAsync("/");
        return visitor;
    }

    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await Assertions.Expect(Page.GetByRole(AriaRole.Main)).ToBeVisibleAsync();
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Field(string label) => Page.GetByLabel(label, new() { Exact = true });

    public ILocator Tab(string name) => Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    /// <summary>Ends the server and starts it again while the page looks on; the page finds the new one by itself.</summary>
    /// <param name="studio">The server.</param>
    /// <param name="workspace">Its folder.</param>
    /// <returns>The new server.</returns>
    internal async Task<StudioProcess> SeeRestartAsync(StudioProcess studio, Workspace workspace)
    {
        SeesServerEnd = true;
        await Page.EvaluateAsync("() => { window.isOld = true; }");
        await studio.KillAsync();
        var restarted = await StudioProcess.StartAsync(workspace, studio.Address.Port);
        try
        {
            await Page.WaitForFunctionAsync("() => !window.isOld");
            return restarted;
        }
        catch
        {
            await restarted.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a screen reader could not call by any name: controls and pictures of the page, as HTML.</summary>
    public Task<string[]> UnnamedAsync() => Page.EvaluateAsync<string[]>("""
        () => [...document.querySelectorAll('button, a[href], input:not([type=hidden]), select, textarea, img, canvas, progress, dialog, [role=dialog], [tabindex="0"]')]
          .filter((element) => element.checkVisibility() && !element.closest('[aria-hidden=true]'))
          .filter((element) => {
            const labelled = (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join('');
            const isEmptyOnPurpose = element.tagName === 'IMG' && element.getAttribute('alt') === '';
            return !isEmptyOnPurpose && ![element.ariaLabel, labelled, element.alt, element.title, element.textContent, ...[...(element.labels ?? [])].map((label) => label.textContent)].some((name) => name?.trim());
          })
          .map((element) => element.outerHTML)
        """);

    /// <summary>Goes from control to control with the Tab key until one of this name has the focus.</summary>
    public async Task TabToAsync(string name)
    {
        const int Most = 300;
        for (var i = 0; i < Most; i++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.EvaluateAsync<bool>("name => { const element = document.activeElement; return [element.ariaLabel, element.labels?.[0]?.querySelector('.label')?.textContent, element.labels?.[0]?.textContent, element.textContent].some((text) => text?.trim() === name); }", name)) return;
        }

        Assert.Fail($"no press of Tab leads to '{name}'");
    }

    /// <summary>Closes the open dialog by its key, and waits until it is taken off the page: its controls may be called as others are.</summary>
    public async Task CloseDialogAsync()
    {
        await Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Page.GetByRole(AriaRole.Dialog, new() { IncludeHidden = true })).ToHaveCountAsync(0);
    }

    /// <summary>Types into a field and leaves it.</summary>
    public async Task EnterAsync(string label, string text)
    {
        await Field(label).FillAsync(text);
        await Field(label).PressAsync("Tab");
    }

    /// <summary>Fails if the page complained about anything, or asked anybody but us for anything. What was seen last stays in the folder <c>last-seen</c> beside the tests.</summary>
    public async ValueTask DisposeAsync()
    {
        await Page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "last-seen", $"{TestContext.Current.TestMethod?.MethodName}.png"), FullPage = true });
        await _context.DisposeAsync();
        Assert.Empty(_complaints);
    }
}
