namespace Senmitsu.Studio.Jobs;

/// <summary>The losses of a training, by step, also those before an interruption. Safe to use from any thread.</summary>
public sealed class LossCurve
{
    private readonly Lock _lock = new();
    private readonly List<LossPoint> _points;
    private int _kept;

    internal LossCurve(IReadOnlyList<LossPoint> kept) => (_points, _kept) = ([.. kept], kept.Count);

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _points.Count;
        }
    }

    /// <summary>Those from one on; a page that drew n of them asks for the rest.</summary>
    /// <param name="index">0 or more.</param>
    public IReadOnlyList<LossPoint> From(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        lock (_lock) return index >= _points.Count ? [] : _points.GetRange(index, _points.Count - index);
    }

    /// <summary>Adds one; those of the same and later steps, done before an interruption and now again, go.</summary>
    internal void Add(LossPoint point)
    {
        lock (_lock)
        {
            while (_points.Count > 0 && _points[^1].Step >= point.Step) _points.RemoveAt(_points.Count - 1);
            _kept = Math.Min(_kept, _points.Count);
            _points.Add(point);
        }
    }

    /// <summary>Those that are not kept yet; from now on they are.</summary>
    internal IReadOnlyList<LossPoint> TakeUnkept()
    {
        lock (_lock)
        {
            var unkept = _points.GetRange(_kept, _points.Count - _kept);
            _kept = _points.Count;
            return unkept;
        }
    }
}
