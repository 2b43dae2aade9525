using System.Collections.Concurrent;
using Senmitsu.Studio.Models;
using Senmitsu.Studio.Settings;

namespace Senmitsu.Web.State;

/// <summary>The checkpoint in use: the chosen one, or the first there is. Safe to use from any thread.</summary>
public sealed class CurrentModel : IDisposable
{
    private readonly ModelShelf _shelf;
    private readonly StudioSettingsFile _settings;
    private readonly ConcurrentDictionary<string, int> _sides = new(StringComparer.Ordinal);

    /// <summary>Begins to watch the models and the choice.</summary>
    /// <param name="shelf">The models that are there. Borrowed.</param>
    /// <param name="settings">Where the choice is kept. Borrowed.</param>
    public CurrentModel(ModelShelf shelf, StudioSettingsFile settings)
    {
        (_shelf, _settings) = (shelf, settings);
        shelf.Changed += Tell;
        settings.Changed += Tell;
    }

    /// <summary>Raised when another is in use, or the list has changed.</summary>
    public event Action? Changed;

    /// <summary>The checkpoint; <see langword="null"/> while there is none.</summary>
    public ModelEntry? Entry => (_settings.Current.Checkpoint is { } name ? _shelf.Find(ModelKind.Checkpoint, WithoutHash(name)) : null) ?? (_shelf.Of(ModelKind.Checkpoint) is [var first, ..] ? first : null);

    /// <summary>Every checkpoint there is: what <see cref="Choose"/> takes, and how A1111 shows it.</summary>
    public IEnumerable<(string Name, string Title)> Choices => _shelf.Of(ModelKind.Checkpoint).Select(entry => (entry.Name, Title(entry)));

    /// <summary>Its file or folder; <see langword="null"/> while there is none.</summary>
    public string? Path => Entry?.Path;

    /// <summary>Pixels a side of the pictures that it was trained for.</summary>
    public int Side => Path is { } path ? _sides.GetOrAdd(path, NativeSize.Of) : NativeSize.Usual;

    /// <summary>The folder given with <c>--models</c>.</summary>
    public string? ModelsFolder => _shelf.ModelsFolder;

    /// <summary>How A1111 shows a checkpoint: <c>v1-5-pruned-emaonly.safetensors [6ce0161689]</c>.</summary>
    public static string Title(ModelEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var name = entry.Name + (Directory.Exists(entry.Path) ? "" : System.IO.Path.GetExtension(entry.Path));
        return entry.Hash is null ? name : $"{name} [{entry.Hash}]";
    }

    /// <summary>Uses another checkpoint from now on.</summary>
    /// <exception cref="Senmitsu.Studio.UserErrorException">The choice cannot be kept.</exception>
    public void Choose(string name) => _settings.Change(settings => settings with { Checkpoint = name });

    /// <inheritdoc/>
    public void Dispose()
    {
        _shelf.Changed -= Tell;
        _settings.Changed -= Tell;
    }

    private static string WithoutHash(string title) => title.EndsWith(']') && title.LastIndexOf(" [", StringComparison.Ordinal) is > 0 and var end ? title[..end] : title;

    private void Tell() => Changed?.Invoke();
}
