using Senmitsu.Studio.Gallery;
using Senmitsu.Studio.Jobs;
using Senmitsu.Studio.Models;
using Senmitsu.Studio.Storage;

namespace Senmitsu.Studio;

/// <summary>
/// The studio that stays: job queue, gallery and the device thread, over one data folder. A server makes one, starts it and stops it; no
/// container is needed. Owns all of it but the use cases.
/// </summary>
public sealed class StudioHost : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly DataFolderLock _folder;
    private readonly StudioDatabase _database;
    private readonly DeviceThread _device = new();
    private readonly LoadedModel _model = new();
    private Task _running = Task.CompletedTask;
    private Task _indexing = Task.CompletedTask;

    private StudioHost(StudioServices services, DataFolderLock folder, StudioDatabase database, IReadOnlyList<string> notes, TimeProvider clock)
    {
        (Services, _folder, _database, Notes) = (services, folder, database, notes);
        Gallery = new ImageLibrary(database, services.Folders, clock);
        Jobs = new JobQueue(new JobServices(services, new JobStore(database), Gallery, clock));
    }

    /// <summary>The use cases. Borrowed.</summary>
    public StudioServices Services { get; }

    /// <summary>The queue.</summary>
    public JobQueue Jobs { get; }

    /// <summary>The pictures.</summary>
    public ImageLibrary Gallery { get; }

    /// <summary>What the user should know from the opening, such as a damaged database.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>File name of the checkpoint in memory; <see langword="null"/> if there is none.</summary>
    public string? LoadedModel => _model.Name;

    /// <summary>Opens the data folder. Nothing runs yet.</summary>
    /// <param name="services">The use cases. Borrowed.</param>
    /// <param name="clock">Source of times.</param>
    /// <exception cref="UserErrorException">Another program uses the folder, or its database cannot be opened.</exception>
    public static StudioHost Open(StudioServices services, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(clock);
        var notes = new List<string>();
        var folder = DataFolderLock.Take(services.Folders.Root);
        try
        {
            return new StudioHost(services, folder, StudioDatabase.Open(services.Folders.Database, clock, notes.Add), notes, clock);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Begins to run jobs, and looks for pictures that are new in the outputs folder.</summary>
    public void Start()
    {
        _running = new JobRunner(Jobs, _device, _model, new FaultLog(Services.Folders.Logs)).RunAsync(_ending.Token);
        _indexing = Task.Factory.StartNew(() => Gallery.Index(new Progress<int>(), _ending.Token), _ending.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Frees the memory of the loaded model once the present job is done; the next generation loads it again.</summary>
    public Task FreeModelAsync() => _device.RunAsync(_model.Free);

    /// <summary>Runs something else that computes, such as a trial of a training or a speed test, between two jobs.</summary>
    /// <param name="work">Runs on the device thread, to its end: synchronous.</param>
    /// <returns>Its result, or its exception.</returns>
    public Task<T> ComputeAsync<T>(Func<T> work) => _device.RunAsync(work);

    /// <summary>Ends: the job at work stops within a step, a training after it has saved its state. After the next start it goes on.</summary>
    /// <param name="token">Stops the waiting for that.</param>
    public async Task StopAsync(CancellationToken token)
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await _running.WaitAsync(token).ConfigureAwait(false);
        try
        {
            await _indexing.WaitAsync(token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            // It was cut short; the next start looks again.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        await _device.RunAsync(_model.Dispose).ConfigureAwait(false);
        _device.Dispose();
        Gallery.Dispose();
        _database.Dispose();
        _folder.Dispose();
        _ending.Dispose();
    }
}
