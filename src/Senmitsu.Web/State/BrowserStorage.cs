using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.JSInterop;

namespace Senmitsu.Web.State;

/// <summary>What a browser keeps for its pages until the next visit.</summary>
/// <param name="browser">The browser.</param>
public sealed class BrowserStorage(IJSRuntime browser)
{
    /// <summary>Japanese takes a character each instead of six; what is kept is never part of a page.</summary>
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What was kept; <see langword="null"/> for nothing, or something of another version.</summary>
    public async Task<T?> LoadAsync<T>(string key)
        where T : class
    {
        try
        {
            return await browser.InvokeAsync<string?>("senmitsu.load", key).ConfigureAwait(false) is { } json ? JsonSerializer.Deserialize<T>(json) : null;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Keeps a value.</summary>
    public async Task SaveAsync<T>(string key, T value)
    {
        try
        {
            await browser.InvokeVoidAsync("senmitsu.save", key, JsonSerializer.Serialize(value, Plain)).ConfigureAwait(false);
        }
        catch (JSDisconnectedException)
        {
            // The page is gone; what it kept last is there.
        }
    }
}
