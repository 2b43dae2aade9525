using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Senmitsu.EndToEnd.Tests.Browser.Chromium))]

namespace Senmitsu.EndToEnd.Tests.Browser;

/// <summary>The browser of the system, started once for all tests that need it.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string UsualPath =
        OperatingSystem.IsWindows() ? @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe" : OperatingSystem.IsMacOS() ? "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" : "/usr/bin/chromium";

    private readonly SemaphoreSlim _starting = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A fresh visitor: no cookies, nothing remembered.</summary>
    /// <param name="address">Where the studio is.</param>
    /// <param name="locale">Languages of the browser.</param>
    /// <param name="scheme">Whether the visitor's system is dark.</param>
    /// <param name="width">Pixels across.</param>
    public async Task<Visitor> VisitAsync(Uri address, string locale = "en-US", ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            var path = Environment.GetEnvironmentVariable("SENMITSU_CHROMIUM") ?? UsualPath;
            // A sandbox needs rights that test machines seldom give, and only our own pages are opened.
            _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        }
        finally
        {
            _starting.Release();
        }

        var context = await _browser.NewContextAsync(new() { BaseURL = address.AbsoluteUri, Locale = locale, ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
        return await Visitor.EnterAsync(context, address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        _starting.Dispose();
    }
}
