using System.Collections.Concurrent;

namespace Senmitsu.Studio.Jobs;

/// <summary>
/// The one thread that runs all tensor code, one piece of work after another. It has less than normal priority, so that pages answer
/// while every core computes, and is no thread of the pool, whose threads the pages need.
/// </summary>
public sealed class DeviceThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    /// <summary>Starts the thread.</summary>
    public DeviceThread()
    {
        _thread = new Thread(Run) { Name = "device", IsBackground = true, Priority = ThreadPriority.BelowNormal };
        _thread.Start();
    }

    /// <summary>Whether the caller is on this thread.</summary>
    public bool IsCurrent => Thread.CurrentThread == _thread;

    /// <summary>Runs something when all earlier work is done.</summary>
    /// <param name="work">Runs on the device thread, to its end: synchronous.</param>
    /// <returns>Its result, or its exception, for a thread of the pool.</returns>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var task = new Task<T>(work, TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() => task.RunSynchronously(TaskScheduler.Default)); // the pool's scheduler runs it right here, and the task keeps its exception
        return task;
    }

    /// <summary>Runs something when all earlier work is done.</summary>
    /// <inheritdoc cref="RunAsync{T}(Func{T})" path="/param"/>
    public Task RunAsync(Action work) => RunAsync(() =>
    {
        work();
        return true;
    });

    /// <summary>Ends the thread after the work it has.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        if (!IsCurrent) _thread.Join();
        _work.Dispose();
    }

    private void Run()
    {
        ThreadNiceness.TryLower();
        foreach (var work in _work.GetConsumingEnumerable()) work();
    }
}
