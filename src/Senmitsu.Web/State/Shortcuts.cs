using Microsoft.JSInterop;

namespace Senmitsu.Web.State;

/// <summary>Tells a page of A1111's keys, wherever the cursor is.</summary>
/// <param name="browser">The browser.</param>
public sealed class Shortcuts(IJSRuntime browser)
{
    /// <summary>Begins to listen.</summary>
    /// <param name="onKey">Told each.</param>
    /// <returns>Ends the listening when disposed.</returns>
    public async Task<IAsyncDisposable> AttachAsync(Func<Shortcut, Task> onKey)
    {
        var listener = new Listener(browser, onKey);
        await listener.AttachAsync().ConfigureAwait(false);
        return listener;
    }

    /// <summary>What the browser calls.</summary>
    internal sealed class Listener : IAsyncDisposable
    {
        private readonly IJSRuntime _browser;
        private readonly Func<Shortcut, Task> _onKey;
        private readonly DotNetObjectReference<Listener> _reference;

        public Listener(IJSRuntime browser, Func<Shortcut, Task> onKey)
        {
            (_browser, _onKey) = (browser, onKey);
            _reference = DotNetObjectReference.Create(this);
        }

        public ValueTask AttachAsync() => _browser.InvokeVoidAsync("senmitsu.shortcuts.attach", _reference);

        [JSInvokable]
        public Task OnKeyAsync(string name) => Enum.TryParse<Shortcut>(name, out var key) ? _onKey(key) : Task.CompletedTask;

        public async ValueTask DisposeAsync()
        {
            try
            {
                await _browser.InvokeVoidAsync("senmitsu.shortcuts.detach", _reference).ConfigureAwait(false);
            }
            catch (JSDisconnectedException)
            {
                // The page is gone, and its listener with it.
            }

            _reference.Dispose();
        }
    }
}
