namespace Senmitsu.Numerics;

/// <summary>
/// While one lives, large tensors are given back to the system as soon as they are freed. Otherwise the process keeps all memory it ever had and
/// reuses it, which is faster, but between what is in use lie gaps that fit no large tensor (decision 0014). Does nothing where glibc is not the C library.
/// </summary>
public sealed class ThriftyMemory : IDisposable
{
    private static readonly Lock Changing = new();
    private static int _living;

    private bool _isDisposed;

    private ThriftyMemory()
    {
    }

    /// <summary>Gives back what is free now, and what will be freed until the result is disposed. Several may overlap.</summary>
    public static ThriftyMemory Begin()
    {
        lock (Changing)
        {
            if (_living++ == 0) RuntimeTuning.GiveBack(true);
        }

        return new ThriftyMemory();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (Changing)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            if (--_living == 0) RuntimeTuning.GiveBack(false);
        }
    }
}
