using System.Collections.Immutable;
using Senmitsu.Studio.Models;

namespace Senmitsu.Web.State;

/// <summary>Downloads of models, which go on when the page that began them is closed. Safe to use from any thread. Owns the running ones.</summary>
/// <param name="pull">Brings a file.</param>
/// <param name="shelf">Told when there is a new one.</param>
public sealed class ModelDownloads(PullModel pull, ModelShelf shelf) : IDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private ImmutableDictionary<string, ModelDownload> _all = ImmutableDictionary<string, ModelDownload>.Empty;

    /// <summary>Raised when something has changed.</summary>
    public event Action? Changed;

    /// <summary>The downloads of this session, by name.</summary>
    public IEnumerable<ModelDownload> All => _all.Values.OrderBy(download => download.Name, StringComparer.Ordinal);

    /// <summary>Begins, or goes on where an earlier one stopped.</summary>
    public void Start(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (_all.TryGetValue(name, out var known) && !known.IsOver) return;
        Put(new ModelDownload(name));
        _ = RunAsync(name);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
    }

    private async Task RunAsync(string name)
    {
        // Whatever it ends with is shown: nobody else waits for it.
        Task pulling = pull.RunAsync(name, (received, total) => Put(new ModelDownload(name) { Received = received, Total = total }), _ending.Token);
        await pulling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var problem = pulling.IsCanceled ? "stopped" : pulling.Exception?.InnerException?.Message;
        Put(_all[name] with { IsOver = true, Problem = problem });
        if (problem is null) shelf.Refresh();
    }

    private void Put(ModelDownload download)
    {
        ImmutableInterlocked.AddOrUpdate(ref _all, download.Name, download, (_, _) => download);
        Changed?.Invoke();
    }
}
