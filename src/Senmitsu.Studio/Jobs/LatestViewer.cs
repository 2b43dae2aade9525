using System.Threading.Channels;

namespace Senmitsu.Studio.Jobs;

/// <summary>
/// Watches a row of values: the one that stands comes first and at once, then every newer one that the viewer has time for, and always the
/// last. For one reader. Disposing ends the watching, also a loop that waits.
/// </summary>
public sealed class LatestViewer<T> : IAsyncEnumerable<T>, IDisposable
{
    private readonly ChannelReader<T> _reader;
    private readonly Action _detach;

    internal LatestViewer(ChannelReader<T> reader, Action detach) => (_reader, _detach) = (reader, detach);

    /// <inheritdoc/>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => _reader.ReadAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _detach();
}
