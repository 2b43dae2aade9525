namespace Senmitsu.Generation;

/// <summary>What may be asked of a running generation, from any thread, beside stopping it at once by its token.</summary>
public sealed class GenerationControls
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _batch;
    private bool _stops;

    /// <summary>Leaves the pictures of the present batch out and goes on with the next; without effect between two batches.</summary>
    public void SkipBatch()
    {
        lock (_lock) _batch?.Cancel();
    }

    /// <summary>Ends the generation as its token would, once the pictures of the present batch are finished.</summary>
    public void StopAfterBatch()
    {
        lock (_lock) _stops = true;
    }

    /// <summary>Begins a batch.</summary>
    /// <param name="make">Makes its pictures under a token, which <see cref="SkipBatch"/> cancels.</param>
    /// <param name="token">The generation's own token.</param>
    /// <exception cref="OperationCanceledException">The generation stops here.</exception>
    internal void RunBatch(Action<CancellationToken> make, CancellationToken token)
    {
        using var batch = CancellationTokenSource.CreateLinkedTokenSource(token);
        lock (_lock)
        {
            if (_stops) throw new OperationCanceledException("the generation was to stop after the batch before this one");
            _batch = batch;
        }

        try
        {
            make(batch.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested && batch.IsCancellationRequested)
        {
            // This batch only.
        }
        finally
        {
            lock (_lock) _batch = null;
        }
    }
}
