using System.Threading.Channels;

namespace Senmitsu.Studio.Jobs;

/// <summary>
/// Shows the latest of a row of values to any number of viewers. Each has a channel of one place in which a newer value pushes out an
/// older one: a slow viewer misses values in between, never the last, and nobody waits for it. Safe to use from any thread.
/// </summary>
/// <param name="first">The value now.</param>
internal sealed class LatestFeed<T>(T first)
{
    private readonly Lock _lock = new();
    private readonly HashSet<Channel<T>> _viewers = [];
    private T _latest = first;
    private bool _isOver;

    /// <summary>The value now.</summary>
    public T Latest
    {
        get
        {
            lock (_lock) return _latest;
        }
    }

    /// <summary>Puts a new value in the place of the present one.</summary>
    /// <param name="change">Makes it; called with the feed locked, so it must be quick and call nobody.</param>
    /// <param name="isLast">Whether it ends the feed; viewers still get it.</param>
    /// <returns>The new value; the present one if the feed has ended.</returns>
    public T Publish(Func<T, T> change, Func<T, bool> isLast)
    {
        lock (_lock)
        {
            if (_isOver) return _latest;
            _latest = change(_latest);
            _isOver = isLast(_latest);
            foreach (var viewer in _viewers)
            {
                viewer.Writer.TryWrite(_latest);
                if (_isOver) viewer.Writer.Complete();
            }

            if (_isOver) _viewers.Clear();
            return _latest;
        }
    }

    /// <summary>Begins to watch, with the value now. The caller disposes the viewer.</summary>
    public LatestViewer<T> Attach()
    {
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_lock)
        {
            channel.Writer.TryWrite(_latest);
            if (_isOver) channel.Writer.Complete();
            else _viewers.Add(channel);
        }

        return new LatestViewer<T>(channel.Reader, () =>
        {
            lock (_lock) _viewers.Remove(channel);
            channel.Writer.TryComplete();
        });
    }
}
