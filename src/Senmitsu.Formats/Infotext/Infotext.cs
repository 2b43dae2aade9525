using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Senmitsu.Formats.Infotext;

/// <summary>The text that says how a picture was made: prompt, negative prompt, and named parameters.</summary>
/// <param name="prompt">May have several lines; tags such as <c>&lt;lora:name:1&gt;</c> included.</param>
/// <param name="negativePrompt">May have several lines; empty for none.</param>
/// <param name="parameters">In the order they are written, such as (<c>Steps</c>, <c>20</c>).</param>
public sealed class Infotext(string prompt, string negativePrompt, IReadOnlyList<KeyValuePair<string, string>> parameters)
{
    /// <summary>What the picture shows.</summary>
    public string Prompt { get; } = prompt;

    /// <summary>What it should not show; empty for none.</summary>
    public string NegativePrompt { get; } = negativePrompt;

    /// <summary>The named values in order; a key occurs once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; } = parameters;

    /// <summary>Finds a value by its exact key.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out string? value)
    {
        foreach (var (name, found) in Parameters)
        {
            if (name != key) continue;
            value = found;
            return true;
        }

        value = null;
        return false;
    }

    /// <summary>Finds a value of the form <c>512x768</c>, such as that of <c>Size</c>.</summary>
    /// <param name="key">The key without the web UI's <c>-1</c> and <c>-2</c>.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    public bool TryGetSize(string key, out int width, out int height)
    {
        width = height = 0;
        if (!TryGet(key, out var value)) return false;
        var x = value.IndexOf('x', StringComparison.Ordinal);
        return x > 0
            && int.TryParse(value.AsSpan(0, x), NumberStyles.None, CultureInfo.InvariantCulture, out width)
            && int.TryParse(value.AsSpan(x + 1), NumberStyles.None, CultureInfo.InvariantCulture, out height);
    }
}
