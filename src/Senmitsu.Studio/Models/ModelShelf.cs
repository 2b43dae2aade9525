using System.Collections.Concurrent;

namespace Senmitsu.Studio.Models;

/// <summary>
/// The models that are there, kept up to date: folders are watched, so a file that is copied in or deleted is known a moment later. Safe to use from any thread.
/// Owns the watching.
/// </summary>
/// <param name="list">Looks into the folders.</param>
/// <param name="folders">The data folder.</param>
/// <param name="modelsFolder">A tree of AUTOMATIC1111 or ComfyUI besides, or <see langword="null"/>.</param>
/// <param name="clock">Source of times.</param>
public sealed class ModelShelf(ListModels list, StudioFolders folders, string? modelsFolder, TimeProvider clock) : IDisposable
{
    /// <summary>A file is copied in many writes; the folder is looked at when they have paused this long.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<ModelKind, IReadOnlyList<ModelEntry>> _known = new();
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly Lock _lock = new();
    private ITimer? _timer;

    /// <summary>Raised after the lists changed, on a thread of the pool.</summary>
    public event Action? Changed;

    /// <summary>The folder given with <c>--models</c>.</summary>
    public string? ModelsFolder => modelsFolder;

    /// <summary>The models of a kind, by name.</summary>
    public IReadOnlyList<ModelEntry> Of(ModelKind kind) => _known.GetOrAdd(kind, wanted => list.Names(modelsFolder, wanted));

    /// <summary>A model by its name, or by its file's name with or without ending.</summary>
    public ModelEntry? Find(ModelKind kind, string name) =>
        Of(kind).FirstOrDefault(entry => entry.Name == name) ?? Of(kind).FirstOrDefault(entry => Path.GetFileName(entry.Path) == name || Path.GetFileNameWithoutExtension(entry.Path) == name);

    /// <summary>Looks into the folders anew.</summary>
    public void Refresh()
    {
        _known.Clear();
        Watch();
        Changed?.Invoke();
    }

    /// <summary>Makes our own folders, so that everybody sees where files go, and begins to watch those there are now.</summary>
    public void Watch()
    {
        lock (_lock)
        {
            _timer ??= clock.CreateTimer(_ => Refresh(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            var places = new ModelFolders(folders, modelsFolder);
            foreach (var kind in Enum.GetValues<ModelKind>()) Make(places.Own(kind));
            foreach (var folder in Enum.GetValues<ModelKind>().SelectMany(places.Of).Distinct().Where(folder => !_watchers.Exists(watcher => watcher.Path == folder))) Watch(folder);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var watcher in _watchers) watcher.Dispose();
            _watchers.Clear();
            _timer?.Dispose();
        }
    }

    private static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A link to a disk that is not there now, for example: there are no models in it.
        }
    }

    private void Watch(string folder)
    {
        if (!Directory.Exists(folder)) return; // gone since it was listed
        var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        watcher.Created += (_, _) => RefreshSoon();
        watcher.Deleted += (_, _) => RefreshSoon();
        watcher.Renamed += (_, _) => RefreshSoon();
        watcher.Changed += (_, _) => RefreshSoon();
        try
        {
            watcher.EnableRaisingEvents = true;
            _watchers.Add(watcher);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            watcher.Dispose(); // the folder has gone, or the system's limit of watches: the button for refreshing remains
        }
    }

    private void RefreshSoon() => _timer?.Change(Pause, Timeout.InfiniteTimeSpan);
}
